import { SHAPE } from "./document-shape.js";
import { defineMember, isJsonObject, type Json, type JsonObject } from "./json.js";
import { isMarkedProperty, OTHERS_MARK, type Sender } from "./one-way.js";
import { findAtPointer, readLocalReference, type Pointer } from "./reference.js";
import { hasDiscriminator, spellOutDiscriminator } from "./schema-dialect.js";

/** A schema as a JSON Schema validator takes it alone, and the places to which it refers. */
export interface DetachedSchema {
  readonly schema: Json;
  readonly targets: ReadonlySet<Pointer>;
}

/** How a schema is taken out of its document. */
export interface Detaching {
  /** Under which name a place is referred to. */
  readonly toKey: (target: Pointer) => string;
  /** Of whom nothing is required that only the other side sends; all is of anybody. */
  readonly sender?: Sender | undefined;
}

/**
 * Takes the schema at a pointer out of its document: as OpenAPI means it, without what is no business of a validator,
 * each of its references as `toKey` has it.
 */
export function detachSchema(document: JsonObject, pointer: Pointer, { toKey, sender }: Detaching): DetachedSchema {
  const targets = new Set<Pointer>();
  const refer = (target: Pointer): string => {
    targets.add(target);
    return toKey(target);
  };
  const isDemanded = (name: Json, owners: readonly Json[]): boolean =>
    sender === undefined || typeof name !== "string" || !isMarkedProperty(document, owners, name, OTHERS_MARK[sender]);
  const schema = findAtPointer(document, pointer);
  return { schema: schema === undefined ? true : detach(schema, { refer, isDemanded, around: [] }), targets };
}

interface Context {
  readonly refer: (target: Pointer) => string;
  /** Whether a property that one of some schemas requires has to be there. */
  readonly isDemanded: (name: Json, owners: readonly Json[]) => boolean;
  /** The schemas within whose `allOf` the schema is. */
  readonly around: readonly Json[];
}

function detach(schema: Json, context: Context): Json {
  if (typeof schema === "boolean") return schema;
  // What is no schema, which documents of ours never have, allows everything.
  if (!isJsonObject(schema)) return true;
  const detached: JsonObject = {};
  const spelled = hasDiscriminator(schema) ? spellOutDiscriminator(schema) : schema;
  const owners = [...context.around, spelled];
  for (const [keyword, value] of Object.entries(spelled)) {
    if (IGNORED.has(keyword) || keyword.startsWith("x-")) continue;
    const detachedValue =
      keyword === "required" && Array.isArray(value)
        ? value.filter((name) => context.isDemanded(name, owners))
        : detachKeyword(keyword, value, { ...context, around: keyword === "allOf" ? owners : [] });
    defineMember(detached, keyword, detachedValue);
  }
  const target = readLocalReference(spelled);
  if (target !== undefined) detached["$ref"] = context.refer(target);
  return detached;
}

function detachKeyword(keyword: string, value: Json, context: Context): Json {
  const member = Object.hasOwn(SHAPE.schema, keyword) ? SHAPE.schema[keyword] : undefined;
  if (!member) return value;
  if (member.many === undefined) return detach(value, context);
  if (Array.isArray(value)) return value.map((item) => detach(item, context));
  const detached: JsonObject = {};
  for (const [key, item] of Object.entries(isJsonObject(value) ? value : {})) {
    defineMember(detached, key, detach(item, context));
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
