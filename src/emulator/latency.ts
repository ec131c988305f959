import type { Latency } from "./fault.js";

/** A latency's length in milliseconds, for a chance from 0 to 1. */
export function drawLatency(latency: Latency, chance: number): number {
  if (latency.distribution === "fixed") return latency.milliseconds;
  if (latency.distribution === "uniform") return latency.from + (latency.to - latency.from) * chance;
  return latency.median * Math.exp(latency.sigma * toNormal(chance));
}

/**
 * The standard normal deviate below which that share of all lies: the inverse of the logistic curve that comes closest
 * to the normal one (at most 0.01 away, Bowling et al. 2009), which is near enough for a latency.
 */
function toNormal(share: number): number {
  const inside = Math.min(Math.max(share, 1e-9), 1 - 1e-9);
  return Math.log(inside / (1 - inside)) / 1.702;
}
