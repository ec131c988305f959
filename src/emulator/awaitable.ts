/** A value that is there, or is still to come. */
export type Awaitable<Value> = Value | Promise<Value>;

/**
 * Goes on with a value: at once where it is there, later where it is still to come. Most requests have nothing to wait
 * for, and each `await` of theirs would cost a promise and a turn of the queue.
 */
export function whenReady<Value, Next>(
  value: Awaitable<Value>,
  use: (value: Value) => Awaitable<Next>,
): Awaitable<Next> {
  return isPending(value) ? value.then(use) : use(value);
}

/** Runs what may throw or reject, and makes a value of the error. */
export function attempt<Value>(run: () => Awaitable<Value>, recover: (error: unknown) => Value): Awaitable<Value> {
  try {
    const value = run();
    return isPending(value) ? value.catch(recover) : value;
  } catch (error) {
    return recover(error);
  }
}

/** Whether a value is still to come; by its form, as a promise may be of another realm's class. */
export function isPending<Value>(value: Awaitable<Value>): value is Promise<Value> {
  // Asked of all kinds of values, so that `in` would have to look through the prototypes of each.
  return typeof value === "object" && value !== null && typeof (value as Partial<Promise<Value>>).then === "function";
}
