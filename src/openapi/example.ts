import type { Faker } from "@faker-js/faker";
import { makeNumber } from "./example-number.js";
import { makeString } from "./example-string.js";
import { flattenSchema, mergeKeywords, type FlatSchema } from "./flat-schema.js";
import { isJsonObject, type Json, type JsonObject } from "./json.js";

/** Makes values that a document's schemas allow. */
export interface ExampleMaker {
  /**
   * A believable value for a schema; `name` is that of the property which will hold it. What a maker can't follow
   * (`not`, `if`, patterns beyond simple ones) it leaves out of account, so that a value is to be judged before use.
   */
  make(schema: Json, name?: string): Json;
}

/** What a maker needs. */
export interface ExampleMakerOptions {
  /** The document in which the schemas' references lead somewhere. */
  readonly document: JsonObject;
  /** Where all chance comes from: the same seed makes the same values. */
  readonly faker: Faker;
  /** The newest instant that is made, in milliseconds since 1970. */
  readonly now: number;
  /** How often a property that is not required is there, from 0 to 1; default 0.7. */
  readonly optional?: number;
}

/** How deep values go before only what is required is made, and arrays are as short as they may be. */
const DEEP = 4;

/** How deep values go at all; what demands more is cut off. */
const DEEPEST = 12;

/** Makes a maker of values. */
export function createExampleMaker(options: ExampleMakerOptions): ExampleMaker {
  const flat = new WeakMap<object, FlatSchema>();
  const flatten = (schema: Json): FlatSchema => {
    if (!isJsonObject(schema)) return flattenSchema(options.document, schema);
    const known = flat.get(schema) ?? flattenSchema(options.document, schema);
    flat.set(schema, known);
    return known;
  };
  const context = { ...options, optional: options.optional ?? 0.7, flatten };
  return { make: (schema, name = "") => makeValue(context, schema, name, 0) };
}

interface Context extends Required<ExampleMakerOptions> {
  readonly flatten: (schema: Json) => FlatSchema;
}

function makeValue(context: Context, schema: Json, name: string, depth: number): Json {
  const keywords = choose(context, schema);
  const { const: constant, enum: values } = keywords;
  if (constant !== undefined) return constant;
  if (Array.isArray(values) && values.length > 0) return context.faker.helpers.arrayElement(values);
  if (depth > DEEPEST) return null;
  switch (chooseType(context, keywords)) {
    case "object":
      return makeObject(context, keywords, depth);
    case "array":
      return makeArray(context, keywords, name, depth);
    case "integer":
      return makeNumber(context.faker, { multipleOf: 1, ...keywords });
    case "number":
      return makeNumber(context.faker, keywords);
    case "boolean":
      return context.faker.datatype.boolean();
    case "null":
      return null;
    default:
      return makeString(context, keywords, name);
  }
}

/** The keywords of a schema after one branch of each alternative was chosen. */
function choose(context: Context, schema: Json): JsonObject {
  const { keywords, alternatives } = context.flatten(schema);
  return alternatives
    .map((branches) => choose(context, context.faker.helpers.arrayElement(branches)))
    .reduce(mergeKeywords, keywords);
}

function chooseType({ faker }: Context, keywords: JsonObject): Json | undefined {
  const { type } = keywords;
  if (!Array.isArray(type)) return type ?? guessType(keywords);
  const [first, ...others] = type.filter((item) => item !== "null");
  if (first === undefined) return "null";
  if (type.length > others.length + 1 && faker.datatype.boolean(0.3)) return "null";
  return faker.helpers.arrayElement([first, ...others]);
}

function guessType(keywords: JsonObject): string {
  if ("properties" in keywords || "additionalProperties" in keywords || "required" in keywords) return "object";
  if ("items" in keywords) return "array";
  return "minimum" in keywords || "maximum" in keywords || "multipleOf" in keywords ? "number" : "string";
}

function makeObject(context: Context, { properties, required, minProperties }: JsonObject, depth: number): JsonObject {
  const demanded = Array.isArray(required) ? required : [];
  const made: JsonObject = {};
  for (const [name, schema] of Object.entries(isJsonObject(properties) ? properties : {})) {
    const isMade = demanded.includes(name) || (depth < DEEP && context.faker.datatype.boolean(context.optional));
    if (isMade && schema !== false) made[name] = makeValue(context, schema, name, depth + 1);
  }
  // A required property may be described nowhere; then anything will do.
  for (const name of demanded) if (typeof name === "string") made[name] ??= context.faker.lorem.word();
  const least = typeof minProperties === "number" ? minProperties : 0;
  for (let count = Object.keys(made).length; count < least; count++) {
    made[`${context.faker.lorem.word()}${count}`] = context.faker.lorem.word();
  }
  return made;
}

function makeArray(context: Context, keywords: JsonObject, name: string, depth: number): Json[] {
  const { items = true, minItems, maxItems, uniqueItems } = keywords;
  const least = typeof minItems === "number" ? minItems : 0;
  const most = Math.min(typeof maxItems === "number" ? maxItems : Infinity, depth < DEEP ? least + 2 : least);
  const length = items === false ? 0 : context.faker.number.int({ min: least, max: Math.max(least, most) });
  // Its items are called by the singular of its name.
  const made = Array.from({ length }, () => makeValue(context, items, name.replace(/s$/, ""), depth + 1));
  if (uniqueItems !== true) return made;
  return [...new Map(made.map((item) => [JSON.stringify(item), item])).values()];
}
