import { findHeader, type WireResponse } from "../wire.js";

/** Keeps requests apart in time. */
export interface Pace {
  /** Waits until the next request may go. */
  wait(): Promise<void>;
}

/** How time passes for a run. */
export interface Timing {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** At most one request in so many milliseconds; 0 lets all go at once. */
export function createPace(interval: number, { now, sleep }: Timing): Pace {
  let next = 0;
  return {
    async wait() {
      const pause = next - now();
      next = Math.max(now(), next) + interval;
      if (pause > 0) await sleep(pause);
    },
  };
}

/** How long a response asks to wait before the request is sent again, in milliseconds; `undefined` when it asks for nothing. */
export function readRetryAfter({ status, headers }: WireResponse, now: number): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const text = findHeader(headers, "retry-after");
  if (text === undefined) return status === 429 ? 1000 : undefined;
  if (/^\d+(\.\d+)?$/.test(text.trim())) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? 1000 : Math.max(0, date - now);
}
