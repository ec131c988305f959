/** Of how many that differ the newest are remembered: of about as many clients, or kinds of request, at a time. */
const MOST = 4;

/**
 * Makes a function that recognises what comes again: it gives what was known of the same one, if that came lately, and else
 * takes note of this one. Begins with none.
 */
export function createRecents<Given, Known>(
  know: (given: Given) => Known,
  isSame: (given: Given, known: Known) => boolean,
): (given: Given) => Known {
  const recent: Known[] = [];
  let oldest = 0;
  return (given) => {
    for (const known of recent) if (isSame(given, known)) return known;
    const known = know(given);
    recent[oldest] = known;
    oldest = (oldest + 1) % MOST;
    return known;
  };
}

/** Whether two lists have the same texts. */
export function isSameList(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
