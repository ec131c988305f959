/** Tells a World's time. */
export interface Clock {
  /** Now, in milliseconds since 1970-01-01T00:00Z. */
  now(): number;
  /** Whether time stands still. */
  readonly frozen: boolean;
}

/** A clock that runs with the machine's. */
export const systemClock: Clock = { now: () => Date.now(), frozen: false };

/** A clock that always tells the same instant. */
export function createFrozenClock(instant: number | string | Date): Clock {
  const now = new Date(instant).getTime();
  if (Number.isNaN(now)) throw new RangeError(`not an instant: ${String(instant)}`);
  return { now: () => now, frozen: true };
}
