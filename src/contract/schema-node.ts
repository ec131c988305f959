import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import { findAtPointer, joinPointer, resolveAtPointer, type Pointer } from "../openapi/reference.js";
import { listBranches } from "../openapi/schema-dialect.js";

/** A schema of a document, and how it was come to; where it stands is spelled out only when somebody asks. */
export interface SchemaNode {
  readonly schema: JsonObject;
  readonly base: Pointer;
  readonly steps: readonly string[];
}

/** The schema at a pointer; none where there is no object. */
export function listAt(document: JsonObject, ...pointers: readonly Pointer[]): SchemaNode[] {
  return pointers.flatMap((base) => {
    const schema = findAtPointer(document, base);
    return isJsonObject(schema) ? [{ schema, base, steps: [] }] : [];
  });
}

/** Where a schema stands. */
export function toPointer({ base, steps }: SchemaNode): Pointer {
  return joinPointer(base, ...steps);
}

/** The object that is a keyword's value, or one of its members; none where there is no object. */
export function listBelow(
  { schema, base, steps }: SchemaNode,
  keyword: string,
  ...member: [] | [string]
): SchemaNode[] {
  const [name] = member;
  const whole = schema[keyword];
  const below = name === undefined ? whole : findMember(whole, name);
  return isJsonObject(below) ? [{ schema: below, base, steps: [...steps, keyword, ...member] }] : [];
}

function findMember(whole: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(whole)) return whole[Number(name)];
  return isJsonObject(whole) && Object.hasOwn(whole, name) ? whole[name] : undefined;
}

/** Schemas, what they refer to and are put together of; of alternatives that a value names, that one. */
export function listSame(document: JsonObject, nodes: readonly SchemaNode[], value: Json | undefined): SchemaNode[] {
  const seen = new Set<JsonObject>();
  const waiting = [...nodes];
  const found: SchemaNode[] = [];
  for (const node of waiting) {
    if (seen.has(node.schema)) continue;
    seen.add(node.schema);
    found.push(node);
    waiting.push(...listParts(document, node, value));
  }
  return found;
}

const LISTS = ["allOf", "anyOf", "oneOf"];

function listParts(document: JsonObject, node: SchemaNode, value: Json | undefined): SchemaNode[] {
  const { $ref, discriminator, oneOf } = node.schema;
  const parts: SchemaNode[] = [];
  if (typeof $ref === "string") parts.push(...listReferred(document, node));
  const named =
    isJsonObject(discriminator) && Array.isArray(oneOf) ? findNamed(oneOf, discriminator, value) : undefined;
  if (named !== undefined) parts.push(...listAt(document, named));
  for (const keyword of LISTS) {
    const list = node.schema[keyword];
    if (!Array.isArray(list) || (keyword === "oneOf" && named !== undefined)) continue;
    for (const index of list.keys()) parts.push(...listBelow(node, keyword, String(index)));
  }
  if ("if" in node.schema) parts.push(...listBelow(node, "then"), ...listBelow(node, "else"));
  return parts;
}

function listReferred(document: JsonObject, node: SchemaNode): SchemaNode[] {
  const { value: schema, pointer: base } = resolveAtPointer(document, toPointer(node));
  return [{ schema, base, steps: [] }];
}

/** Where the branch stands that a value names by its discriminator. */
function findNamed(oneOf: readonly Json[], discriminator: JsonObject, value: Json | undefined): Pointer | undefined {
  const property = discriminator["propertyName"];
  if (typeof property !== "string" || !isJsonObject(value)) return undefined;
  const branch = listBranches(oneOf, discriminator["mapping"]).find((one) => one.value === value[property])?.branch;
  const reference = isJsonObject(branch) ? branch["$ref"] : undefined;
  return typeof reference === "string" ? decodeURIComponent(reference.slice(1)) : undefined;
}
