import { flattenSchema, type FlatSchema } from "./flat-schema.js";
import { isJsonObject, type Json, type JsonObject } from "./json.js";

/** Reads what the schemas of a document say, their references followed. */
export interface SchemaReader {
  readonly flatten: (schema: Json) => FlatSchema;
  /** A schema's own keywords, its `allOf` merged; what its alternatives' branches say of properties and items is added. */
  readonly describe: (schema: Json) => JsonObject;
  /** What a schema says of a property, or of an item by its index. */
  readonly findPart: (schema: Json, step: string) => SchemaPart;
}

/** What a schema says of a part of the values that it describes. */
export interface SchemaPart {
  readonly schema: Json;
  readonly required: boolean;
  /** Whether it is described by its name, and not by what holds for all others. */
  readonly named: boolean;
}

/** Makes a reader of a document's schemas; each is looked through once. */
export function createSchemaReader(document: JsonObject): SchemaReader {
  const flat = new WeakMap<object, FlatSchema>();
  const whole = new WeakMap<object, JsonObject>();
  const flatten = (schema: Json): FlatSchema =>
    isJsonObject(schema)
      ? remember(flat, schema, () => flattenSchema(document, schema))
      : flattenSchema(document, schema);
  const describe = (schema: Json): JsonObject =>
    isJsonObject(schema) ? remember(whole, schema, () => describeWhole(flatten, schema)) : {};
  return { flatten, describe, findPart: (schema, step) => findPart(describe(schema), step) };
}

function remember<Value>(known: WeakMap<object, Value>, key: object, work: () => Value): Value {
  const value = known.get(key) ?? work();
  known.set(key, value);
  return value;
}

/** How many alternatives may lie in one another that are looked through. */
const DEEPEST = 5;

function describeWhole(flatten: SchemaReader["flatten"], schema: Json, depth = 0): JsonObject {
  const { keywords, alternatives } = flatten(schema);
  if (depth > DEEPEST) return keywords;
  const branches = alternatives.flat().map((branch) => describeWhole(flatten, branch, depth + 1));
  return branches.reduce(addBranch, keywords);
}

/** What is said of all goes before what one branch says. */
function addBranch(whole: JsonObject, { type, items, additionalProperties, properties: more }: JsonObject): JsonObject {
  const { properties: known } = whole;
  const properties = isJsonObject(known) && isJsonObject(more) ? { ...more, ...known } : (known ?? more);
  return { ...pickSaid({ type, items, additionalProperties }), ...whole, ...pickSaid({ properties }) };
}

function pickSaid(keywords: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(keywords).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function findPart(keywords: JsonObject, step: string): SchemaPart {
  const { properties, required: demanded, items, prefixItems, additionalProperties } = keywords;
  const required = Array.isArray(demanded) && demanded.includes(step);
  if (isJsonObject(properties) && Object.hasOwn(properties, step)) {
    return { schema: properties[step] ?? true, required, named: true };
  }
  const first = Array.isArray(prefixItems) ? prefixItems[Number(step)] : undefined;
  const others = /^\d+$/.test(step) && items !== undefined ? items : additionalProperties;
  return { schema: first ?? others ?? true, required, named: false };
}
