import type { AST } from "@eslint-community/regexpp";
import { hintString } from "./believable-text.js";
import { createChance, type Chance } from "./chance.js";
import type { Imagination } from "./imagination.js";

/** What the parts of one value are made from. */
export interface ValueSource {
  readonly chance: Chance;
  /** The newest instant that is made, in milliseconds since 1970. */
  readonly now: number;
  /** Whether a schema's own examples are taken before anything else. */
  readonly prefersExamples: boolean;
  /** A believable text for a property of that name; `undefined` when the name tells nothing. */
  readonly hint: (name: string) => string | undefined;
  /** So many words. */
  readonly words: (count: number) => string;
  /** The tree of a pattern; `undefined` when it can't be read. */
  readonly parsePattern: (pattern: string) => AST.Pattern | undefined;
}

/** What a source is made of. */
export interface ValueSourceOptions {
  readonly seed: string;
  readonly now: number;
  readonly prefersExamples: boolean;
  /** Without it texts are plain words, and patterns are not followed. */
  readonly imagination: Imagination | undefined;
}

/** Makes the source of one value. */
export function createValueSource({ seed, imagination, ...options }: ValueSourceOptions): ValueSource {
  const chance = createChance(seed);
  return {
    ...options,
    chance,
    hint(name) {
      if (!imagination) return undefined;
      imagination.faker.seed(chance.integer(0, 2 ** 31));
      return hintString(imagination.faker, name);
    },
    words: (count) => Array.from({ length: count }, () => chance.pick(WORDS)).join(" "),
    parsePattern(pattern) {
      try {
        return imagination?.parsePattern(pattern);
      } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
      }
    },
  };
}

/** Short words that mean little and offend nobody. */
const WORDS = (
  "amber anchor apple arrow aspen autumn badge basil beacon birch bloom bridge brook candle canyon cedar cherry cloud " +
  "clover cobalt comet copper coral cotton crystal dawn delta echo ember falcon fern field flint forest garden ginger " +
  "granite harbor hazel honey island ivory jade lagoon lantern laurel lemon linen lotus maple marble meadow mint mosaic " +
  "nectar north ocean olive opal orchard pearl pebble pepper pine plum prairie quartz rain raven reef ridge river robin " +
  "saffron sage shore silver sparrow spring stone summit sun thistle timber topaz valley velvet violet walnut willow"
).split(" ");
