/** The one of some words that is spelled most like another; `undefined` when none is near. */
export function findNearest(word: string, words: readonly string[]): string | undefined {
  const ranked = words
    .map((candidate) => ({ candidate, distance: measureDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [nearest] = ranked;
  // With most of its letters changed, a word is another word.
  return nearest && nearest.distance <= Math.round(word.length / 2.5) ? nearest.candidate : undefined;
}

/** The end of a sentence about a word that is none: which one may have been meant, and all that there are. */
export function nameNearest(word: string, words: readonly string[]): string {
  const nearest = findNearest(word, words);
  const hint = nearest === undefined ? "" : `did you mean ${nearest}? `;
  return `${hint}there are: ${words.join(", ") || "none"}.`;
}

/** How many letters must be put in, left out or changed to make one word of another (Levenshtein). */
function measureDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, letter] of from.split("").entries()) {
    const next = [line + 1];
    for (const [column, other] of to.split("").entries()) {
      const changed = at(row, column) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, at(row, column + 1) + 1, at(next, column) + 1));
    }
    row = next;
  }
  return at(row, row.length - 1);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
