import { isJsonObject, type Json, type JsonObject } from "../json.js";
import type { Validate } from "../schema-validator.js";
import type { Violation } from "../violation.js";
import type { MadeValue } from "./make-valid.js";
import type { ValueWish } from "./value-context.js";
import type { ValueMaker } from "./value-maker.js";

/** A value that is to be brought into the form of its schema. */
export interface Repair {
  readonly schema: Json;
  readonly validate: Validate;
  readonly value: Json;
  /** How what is missing is made. */
  readonly wish: ValueWish;
}

/** How often a value is looked through; each time may bring to light what was hidden by what was wrong before. */
const MOST_ROUNDS = 8;

/** Mends what is wrong with a value: what is missing is made, what is too much is left out, what is of another form is made anew. */
export function repairValue(maker: ValueMaker, { schema, validate, value: given, wish }: Repair): MadeValue {
  let value = given;
  let violations = validate(value);
  for (let round = 0; violations.length > 0 && round < MOST_ROUNDS; round++) {
    const seed = `${wish.seed} round ${round}`;
    value = violations.reduce((mended, violation) => mend(maker, mended, violation, schema, { ...wish, seed }), value);
    violations = validate(value);
  }
  return { value, violations };
}

function mend(maker: ValueMaker, value: Json, violation: Violation, schema: Json, wish: ValueWish): Json {
  const path = (violation.pointer ?? "")
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  return mendAt(maker, value, { path, violation, schema, wish });
}

interface Mending {
  /** Steps that are still to go. */
  readonly path: readonly string[];
  readonly violation: Violation;
  readonly schema: Json;
  readonly wish: ValueWish;
}

function mendAt(maker: ValueMaker, value: Json, mending: Mending): Json {
  const { path, schema, wish } = mending;
  const [step, ...rest] = path;
  if (step === undefined) return mendHere(maker, value, mending);
  const part = maker.reader.findPart(schema, step);
  const seed = `${wish.seed}/${step}`;
  const go = (inner: Json): Json =>
    mendAt(maker, inner, { ...mending, path: rest, schema: part.schema, wish: { ...wish, seed, name: step } });
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === step ? go(item) : item));
  if (!isJsonObject(value) || !Object.hasOwn(value, step)) return value;
  // What need not be there and is wrong in itself is better left out than made up.
  if (rest.length === 0 && !part.required && !isAboutMembers(mending.violation)) return without(value, step);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, name === step ? go(inner) : inner]));
}

/** Whether a violation is mended within the object where it is, and not by giving that up. */
function isAboutMembers({ keyword }: Violation): boolean {
  return /^(required|dependentRequired|(additional|unevaluated)Properties|propertyNames)$/.test(keyword);
}

function mendHere(maker: ValueMaker, value: Json, { violation, schema, wish }: Mending): Json {
  const { keyword, member } = violation;
  if (member !== undefined && isAboutMembers(violation) && isJsonObject(value)) {
    if (!/required$/i.test(keyword)) return without(value, member);
    const part = maker.reader.findPart(schema, member);
    return { ...value, [member]: maker.make(part.schema, { ...wish, seed: `${wish.seed}/${member}`, name: member }) };
  }
  // A default that breaks its own schema is not tried again.
  return maker.make(schema, wish.extent === "bare" ? { ...wish, extent: "required" } : wish);
}

function without(value: JsonObject, left: string): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== left));
}
