import { toSeed } from "./cases/to-seed.js";

/**
 * Gives items in an order in which each kind comes in turn, so that no kind crowds out the others; within a kind the first
 * come first, and those behind them by chance.
 */
export function* varied<T>(items: Iterable<T>, kindOf: (item: T) => string, seed: number): Generator<T> {
  const kinds = new Map<string, T[]>();
  for (const item of items) {
    const own = kinds.get(kindOf(item));
    if (own) own.push(item);
    else kinds.set(kindOf(item), [item]);
  }
  const rows = [...kinds].map(([kind, own]) => shuffleTail(own, toSeed(seed, kind)));
  for (let turn = 0; rows.some((row) => row.length > turn); turn += 1) {
    yield* rows.flatMap((row) => row.slice(turn, turn + 1));
  }
}

/** How many of a kind are always among the first: those nearest to the top. */
const FIRST = 3;

function shuffleTail<T>(items: readonly T[], seed: number): T[] {
  const keyed = items.slice(FIRST).map((item, index) => ({ item, key: toSeed(seed, String(index)) }));
  return [...items.slice(0, FIRST), ...keyed.toSorted((one, other) => one.key - other.key).map(({ item }) => item)];
}
