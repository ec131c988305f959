import type { Json } from "../json.js";
import type { Validate } from "../schema-validator.js";
import type { Violation } from "../violation.js";
import { repairValue } from "./repair-value.js";
import type { ValueWish } from "./value-context.js";
import type { ValueMaker } from "./value-maker.js";

/** What a valid value is to be made for. */
export interface ValidWish extends ValueWish {
  readonly schema: Json;
  readonly validate: Validate;
  /** Documented examples, of which the first valid one is taken. */
  readonly examples?: readonly Json[];
}

/** A value, and in which ways it still breaks its schema when no better one was found. */
export interface MadeValue {
  readonly value: Json;
  readonly violations: readonly Violation[];
}

/** How often a value is made anew before it is taken that none can be. */
const MOST_TRIES = 6;

/** A value that its schema allows: a documented example, or one that is made, and mended where the making fell short. */
export function makeValid(maker: ValueMaker, { schema, validate, examples = [], ...wish }: ValidWish): MadeValue {
  const example = examples.find((value) => validate(value).length === 0);
  if (example !== undefined) return { value: example, violations: [] };
  let best: MadeValue | undefined;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const seed = tries === 0 ? wish.seed : `${wish.seed} again ${tries}`;
    // The later ones try less: the more a value has, the more can be wrong with it.
    const eased: ValueWish = tries < 2 ? { ...wish, seed } : { ...wish, seed, extent: "bare", prefersExamples: false };
    const value = maker.make(schema, eased);
    const mended = repairValue(maker, { schema, validate, value, wish: eased });
    if (mended.violations.length === 0) return mended;
    if (!best || mended.violations.length < best.violations.length) best = mended;
  }
  return best ?? { value: null, violations: validate(null) };
}
