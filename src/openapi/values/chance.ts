/** Where all chance of generated values comes from: the same seed gives the same ones, on every machine. */
export interface Chance {
  /** A whole number from `least` to `most`, both included. */
  readonly integer: (least: number, most: number) => number;
  /** True with that probability. */
  readonly happens: (probability: number) => boolean;
  /** One of a list that is not empty. */
  readonly pick: <Item>(list: readonly Item[]) => Item;
}

/** Makes chance out of a seed. */
export function createChance(seed: string): Chance {
  let state = hashText(seed);
  /** Mulberry32 (Tommy Ettinger, public domain): a number from 0 to just below 1. Not for secrets. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (least: number, most: number): number =>
    most <= least ? least : Math.min(most, least + Math.floor(next() * (most - least + 1)));
  return {
    integer,
    happens: (probability) => next() < probability,
    pick(list) {
      const item = list[integer(0, list.length - 1)];
      if (item === undefined && list.length === 0) throw new RangeError("nothing can be picked from an empty list");
      // Within the list's bounds, so what is undefined is so because the list holds it.
      return item as (typeof list)[number];
    },
  };
}

/** 32 bits of a text: FNV-1a, so that texts that differ in one letter give different seeds. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
