import { isJsonObject, type Json, type JsonObject } from "./json.js";
import { resolveAtPointer } from "./reference.js";
import { listBranches } from "./schema-dialect.js";

/** A schema in which references are followed and `allOf` is merged; alternatives are still to be chosen from. */
export interface FlatSchema {
  readonly keywords: JsonObject;
  /** One branch of each of these holds too. */
  readonly alternatives: readonly (readonly Json[])[];
}

/** How many references and parts may lie in one another before they are taken for a circle, of which no more is followed. */
const DEEPEST = 40;

/** Follows the references of a schema of a document, and merges all that it says into one. */
export function flattenSchema(document: JsonObject, schema: Json, depth = 0): FlatSchema {
  if (depth > DEEPEST) return { keywords: {}, alternatives: [] };
  const { $ref, allOf, oneOf, anyOf, discriminator, ...own } = isJsonObject(schema) ? schema : {};
  const parts = [
    ...(typeof $ref === "string" ? [resolveAtPointer(document, decodeURIComponent($ref.slice(1))).value] : []),
    ...(Array.isArray(allOf) ? allOf : []),
  ].map((part) => flattenSchema(document, part, depth + 1));
  const branches = Array.isArray(oneOf) && isJsonObject(discriminator) ? nameBranches(oneOf, discriminator) : oneOf;
  return {
    keywords: [...parts.map((part) => part.keywords), own].reduce(mergeKeywords, {}),
    alternatives: [...parts.flatMap((part) => part.alternatives), ...[branches, anyOf].filter(isFilledArray)],
  };
}

/** The keywords of two schemas that both hold, as far as one schema can say so. */
export function mergeKeywords(first: JsonObject, second: JsonObject): JsonObject {
  const merged = { ...first };
  for (const [keyword, value] of Object.entries(second)) {
    const before = merged[keyword];
    merged[keyword] = before === undefined ? value : mergeKeyword(keyword, before, value);
  }
  return merged;
}

function mergeKeyword(keyword: string, before: Json, value: Json): Json {
  if (keyword === "properties" && isJsonObject(before) && isJsonObject(value)) return mergeProperties(before, value);
  if (keyword === "items") return { allOf: [before, value] };
  if (keyword === "required") return [...new Set([...toArray(before), ...toArray(value)])];
  if (keyword === "enum" || keyword === "type") return intersect(toArray(before), toArray(value));
  if (typeof before === "number" && typeof value === "number") {
    if (/^(min|exclusiveMin)/.test(keyword)) return Math.max(before, value);
    if (/^(max|exclusiveMax)/.test(keyword)) return Math.min(before, value);
  }
  return value;
}

function mergeProperties(before: JsonObject, value: JsonObject): JsonObject {
  const merged = { ...before };
  for (const [name, schema] of Object.entries(value)) {
    const other = merged[name];
    merged[name] = other === undefined || schema === true ? (other ?? schema) : { allOf: [other, schema] };
  }
  return merged;
}

/** A branch that is chosen sets the property by which it is told. */
function nameBranches(oneOf: readonly Json[], discriminator: JsonObject): Json[] {
  const property = discriminator["propertyName"];
  if (typeof property !== "string") return [...oneOf];
  return listBranches(oneOf, discriminator["mapping"]).map(({ value, branch }) => ({
    allOf: [branch, { required: [property], properties: { [property]: { const: value } } }],
  }));
}

function intersect(before: readonly Json[], value: readonly Json[]): Json[] {
  const allowed = new Set(value);
  return before.filter((item) => allowed.has(item) || (item === "integer" && allowed.has("number")));
}

function toArray(value: Json): Json[] {
  return Array.isArray(value) ? value : [value];
}

function isFilledArray(value: Json | undefined): value is Json[] {
  return Array.isArray(value) && value.length > 0;
}
