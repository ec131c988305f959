/** Numbers requests in the order in which they come. */
export function createRequestIds(): () => string {
  const count = createCounter();
  return () => `req-${String(count()).padStart(6, "0")}`;
}

/** Counts from 1. */
export function createCounter(): () => number {
  let count = 0;
  return () => ++count;
}
