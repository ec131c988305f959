import { mixBits } from "../world/mix-bits.js";
import type { ArmedFault, FaultChoice, FaultSpec } from "./fault.js";
import { drawLatency } from "./latency.js";

/** The faults that are armed in one session. */
export interface Faults {
  /** Arms a fault from an instant on, in milliseconds since 1970. */
  arm(spec: FaultSpec, now: number): ArmedFault;
  /** Those that are armed at an instant. */
  list(now: number): readonly ArmedFault[];
  /** Disarms one, or all; gives how many there were. */
  disarm(id?: string): number;
  /** What happens to a request of an operation at an instant, by the faults that strike it; each counts what it sees. */
  strike(operation: string, now: number): readonly Strike[];
  /** What is armed, to be armed elsewhere as it stands. */
  copy(): readonly ArmedFault[];
  /** Arms what was copied, in place of what is armed. */
  replace(faults: readonly ArmedFault[]): void;
}

/** A fault that strikes a request. */
export interface Strike {
  readonly fault: ArmedFault;
  /** Of a latency, drawn. */
  readonly milliseconds?: number;
  /** Of a rate limit: seconds until its window ends. */
  readonly retryAfter?: number;
}

/** Starts with nothing armed, or with what was copied elsewhere. Chance follows from the seed alone. */
export function createFaults(randomSeed: number, start: readonly ArmedFault[] = []): Faults {
  let armed = start;
  let count = start.length;
  return {
    arm(spec, now) {
      const fault: ArmedFault = { ...spec, id: `fault-${++count}`, armedAt: now, seen: 0, struck: 0 };
      armed = [...armed, fault];
      return fault;
    },
    list: (now) => armed.filter((fault) => !hasEnded(fault, now)),
    disarm(id) {
      const before = armed.length;
      armed = id === undefined ? [] : armed.filter((fault) => fault.id !== id);
      return before - armed.length;
    },
    strike(operation, now) {
      armed = armed.filter((fault) => !hasEnded(fault, now));
      const strikes: Strike[] = [];
      armed = armed.map((fault) => {
        if (fault.operation !== operation) return fault;
        const { next, strike } = meet(fault, now, randomSeed);
        if (strike) strikes.push(strike);
        return next;
      });
      return strikes;
    },
    copy: () => armed,
    replace(faults) {
      armed = faults;
      count = Math.max(count, ...faults.map(({ id }) => Number(/\d+$/.exec(id)?.[0] ?? 0)));
    },
  };
}

function hasEnded({ armedAt, seconds }: ArmedFault, now: number): boolean {
  return seconds !== undefined && now >= armedAt + seconds * 1000;
}

/** What a fault does to a request that it sees, and how the fault stands after it. */
function meet(fault: ArmedFault, now: number, randomSeed: number): { next: ArmedFault; strike: Strike | undefined } {
  const seen = fault.seen + 1;
  if (!isChosen(fault.which, seen, randomSeed)) return { next: { ...fault, seen }, strike: undefined };
  if (fault.effect.kind === "rate-limit") return limit(fault, fault.effect, seen, now);
  const next = { ...fault, seen, struck: fault.struck + 1 };
  if (fault.effect.kind !== "latency") return { next, strike: { fault: next } };
  return { next, strike: { fault: next, milliseconds: drawLatency(fault.effect, toChance(randomSeed, seen, 1)) } };
}

function isChosen(which: FaultChoice | undefined, seen: number, randomSeed: number): boolean {
  if (which === undefined) return true;
  if (which.kind === "first") return seen <= which.count;
  if (which.kind === "every") return seen % which.count === 0;
  return toChance(randomSeed, seen, 0) < which.share;
}

function limit(
  fault: ArmedFault,
  { requests, seconds }: { readonly requests: number; readonly seconds: number },
  seen: number,
  now: number,
): { next: ArmedFault; strike: Strike | undefined } {
  const current = fault.window;
  const isOpen = current !== undefined && now < current.startedAt + seconds * 1000;
  const window = isOpen ? current : { startedAt: now, passed: 0 };
  if (window.passed < requests) {
    return { next: { ...fault, seen, window: { ...window, passed: window.passed + 1 } }, strike: undefined };
  }
  const next = { ...fault, seen, struck: fault.struck + 1, window };
  const retryAfter = Math.max(1, Math.ceil((window.startedAt + seconds * 1000 - now) / 1000));
  return { next, strike: { fault: next, retryAfter } };
}

/** A number from 0 to 1 that looks random and is the same for the same seed, request and purpose. */
function toChance(randomSeed: number, seen: number, purpose: number): number {
  return Number(BigInt.asUintN(32, mixBits(randomSeed, seen, purpose))) / 2 ** 32;
}
