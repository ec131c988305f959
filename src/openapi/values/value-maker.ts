import { mergeKeywords } from "../flat-schema.js";
import type { Json, JsonObject } from "../json.js";
import type { SchemaReader } from "../schema-reader.js";
import type { Imagination } from "./imagination.js";
import { makeArray } from "./make-array.js";
import { makeLeastNumber, makeNumber } from "./make-number.js";
import { makeObject } from "./make-object.js";
import { makeString } from "./make-string.js";
import { isFrugal, type ValueContext, type ValueWish } from "./value-context.js";
import { createValueSource } from "./value-source.js";

/** Makes values that a document's schemas allow. */
export interface ValueMaker {
  /**
   * A believable value for a schema. What a maker can't follow (`not`, `if`, what looks around in a pattern) it leaves out of
   * account, so that a value is to be judged before use (see `makeValid`).
   */
  make(schema: Json, wish: ValueWish): Json;
  readonly reader: SchemaReader;
}

/** What a maker needs. */
export interface ValueMakerOptions {
  /** Of the document in which the schemas' references lead somewhere. */
  readonly reader: SchemaReader;
  readonly imagination?: Imagination | undefined;
  /** The newest instant that is made, in milliseconds since 1970. */
  readonly now: number;
}

/** How deep values go at all; what demands more is cut off. */
const DEEPEST = 12;

/** Makes a maker of values. */
export function createValueMaker({ reader, imagination, now }: ValueMakerOptions): ValueMaker {
  const { flatten } = reader;
  return {
    reader,
    make(schema, { seed, name = "", extent = "some", sentBy, prefersExamples = false }) {
      const context: ValueContext = {
        source: createValueSource({ seed, imagination, now, prefersExamples }),
        extent,
        sentBy,
        prefersExamples,
        size: 0,
        flatten,
        make: (part, partName, depth) => makeValue(context, part, partName, depth),
        choose: (part, depth) => choose(context, part, depth),
      };
      return makeValue(context, schema, name, 0);
    },
  };
}

function makeValue(context: ValueContext, schema: Json, name: string, depth: number): Json {
  context.size += 1;
  const keywords = choose(context, schema, depth);
  const { const: constant, enum: values, default: fallback } = keywords;
  if (constant !== undefined) return constant;
  if (context.extent === "bare" && fallback !== undefined) return fallback;
  if (Array.isArray(values) && values.length > 0) return pickOf(context, values);
  if (depth > DEEPEST) return null;
  const { chance } = context.source;
  switch (chooseType(context, keywords)) {
    case "object":
      return makeObject(context, keywords, depth);
    case "array":
      return makeArray(context, keywords, name, depth);
    case "integer":
      return makeOfNumbers(context, { ...keywords, multipleOf: toWhole(keywords["multipleOf"]) });
    case "number":
      return makeOfNumbers(context, keywords);
    case "boolean":
      return context.extent === "bare" ? false : givenOr(context, keywords, "boolean", () => chance.happens(0.5));
    case "null":
      return null;
    default:
      return makeString(context.source, keywords, name);
  }
}

function pickOf({ extent, source }: ValueContext, values: readonly Json[]): Json {
  return extent === "bare" ? (values[0] ?? null) : source.chance.pick(values);
}

function makeOfNumbers(context: ValueContext, keywords: JsonObject): Json {
  if (context.extent === "bare") return makeLeastNumber(keywords);
  return givenOr(context, keywords, "number", () => makeNumber(context.source.chance, keywords));
}

function givenOr({ prefersExamples }: ValueContext, keywords: JsonObject, type: string, make: () => Json): Json {
  if (!prefersExamples) return make();
  const { example, examples } = keywords;
  const given = [example, ...(Array.isArray(examples) ? examples : [])];
  return given.find((value) => typeof value === type) ?? make();
}

function toWhole(step: Json | undefined): number {
  return typeof step === "number" && Number.isInteger(step) ? step : 1;
}

function choose(context: ValueContext, schema: Json, depth: number): JsonObject {
  const { keywords, alternatives } = context.flatten(schema);
  return alternatives
    .map((branches) => choose(context, chooseBranch(context, branches, depth), depth))
    .reduce(mergeKeywords, keywords);
}

/** Where little is wanted, a branch in which there is least: alternatives of things that hold one another come to an end. */
function chooseBranch(context: ValueContext, branches: readonly Json[], depth: number): Json {
  if (!isFrugal(context, depth)) return context.source.chance.pick(branches);
  const weights = branches.map((branch) => weigh(context, branch));
  return branches[weights.indexOf(Math.min(...weights))] ?? true;
}

function weigh({ flatten }: ValueContext, branch: Json): number {
  const { keywords, alternatives } = flatten(branch);
  const { required, type, minItems } = keywords;
  if (type === "null") return -1;
  const demanded = Array.isArray(required) ? required.length : 0;
  return demanded + alternatives.length * 2 + (typeof minItems === "number" ? minItems : 0);
}

function chooseType(context: ValueContext, keywords: JsonObject): Json | undefined {
  const { type } = keywords;
  if (!Array.isArray(type)) return type ?? guessType(keywords);
  const [first, ...others] = type.filter((item) => item !== "null");
  if (first === undefined) return "null";
  const isNullable = type.length > others.length + 1;
  if (isNullable && (context.extent === "bare" || context.source.chance.happens(0.1))) return "null";
  return context.source.chance.pick([first, ...others]);
}

function guessType(keywords: JsonObject): string {
  const { properties, additionalProperties, patternProperties, required, minProperties } = keywords;
  if ([properties, additionalProperties, patternProperties, required, minProperties].some(isSaid)) return "object";
  if ([keywords["items"], keywords["prefixItems"], keywords["minItems"]].some(isSaid)) return "array";
  return [keywords["minimum"], keywords["maximum"], keywords["multipleOf"]].some(isSaid) ? "number" : "string";
}

function isSaid(keyword: Json | undefined): boolean {
  return keyword !== undefined;
}
