/**
 * Numbers requests in the order in which they come, from `req-000001`. V8 remembers the text of each number that is put into
 * words, long enough for it to grow old; so a hundred have their beginning in common, and their ends are made once.
 */
export function createRequestIds(): () => string {
  const count = createCounter();
  const ends = Array.from({ length: 100 }, (_, end) => String(end).padStart(2, "0"));
  let begun = NaN;
  let beginning = "";
  return () => {
    const number = count();
    const end = number % ends.length;
    const hundreds = (number - end) / ends.length;
    if (hundreds !== begun) beginning = `req-${String(hundreds).padStart(4, "0")}`;
    begun = hundreds;
    return `${beginning}${ends[end]}`;
  };
}

/** Counts from 1. */
export function createCounter(): () => number {
  let count = 0;
  return () => ++count;
}
