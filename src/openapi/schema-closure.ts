import { SHAPE } from "./document-shape.js";
import { defineMember, isJsonObject, type Json, type JsonObject } from "./json.js";
import { findAtPointer, readLocalReference, type Pointer } from "./reference.js";
import { hasDiscriminator, spellOutDiscriminator } from "./schema-dialect.js";

/** A schema as a JSON Schema validator takes it alone, and the places to which it refers. */
export interface DetachedSchema {
  readonly schema: Json;
  readonly targets: ReadonlySet<Pointer>;
}

/**
 * Takes the schema at a pointer out of its document: as OpenAPI means it, without what is no business of a validator,
 * each of its references as `toKey` has it.
 */
export function detachSchema(
  document: JsonObject,
  pointer: Pointer,
  toKey: (target: Pointer) => string,
): DetachedSchema {
  const targets = new Set<Pointer>();
  const refer = (target: Pointer): string => {
    targets.add(target);
    return toKey(target);
  };
  const schema = findAtPointer(document, pointer);
  return { schema: schema === undefined ? true : detach(schema, refer), targets };
}

function detach(schema: Json, refer: (target: Pointer) => string): Json {
  if (typeof schema === "boolean") return schema;
  // What is no schema, which documents of ours never have, allows everything.
  if (!isJsonObject(schema)) return true;
  const detached: JsonObject = {};
  const spelled = hasDiscriminator(schema) ? spellOutDiscriminator(schema) : schema;
  for (const [keyword, value] of Object.entries(spelled)) {
    if (IGNORED.has(keyword) || keyword.startsWith("x-")) continue;
    defineMember(detached, keyword, detachKeyword(keyword, value, refer));
  }
  const target = readLocalReference(spelled);
  if (target !== undefined) detached["$ref"] = refer(target);
  return detached;
}

function detachKeyword(keyword: string, value: Json, refer: (target: Pointer) => string): Json {
  const member = Object.hasOwn(SHAPE.schema, keyword) ? SHAPE.schema[keyword] : undefined;
  if (!member) return value;
  if (member.many === undefined) return detach(value, refer);
  if (Array.isArray(value)) return value.map((item) => detach(item, refer));
  const detached: JsonObject = {};
  for (const [key, item] of Object.entries(isJsonObject(value) ? value : {})) {
    defineMember(detached, key, detach(item, refer));
  }
  return detached;
}

/** Keywords that judge nothing, or would have the validator look for what stands elsewhere. */
const IGNORED = new Set([
  "$ref",
  "$id",
  "$anchor",
  "$dynamicRef",
  "$dynamicAnchor",
  "$schema",
  "$comment",
  "$defs",
  "definitions",
  "discriminator",
  "nullable",
  "title",
  "description",
  "default",
  "example",
  "examples",
  "deprecated",
  "readOnly",
  "writeOnly",
  "externalDocs",
  "xml",
  "contentMediaType",
  "contentEncoding",
  "contentSchema",
]);
