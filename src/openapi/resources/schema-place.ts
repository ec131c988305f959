import { isJsonObject, type Json, type JsonObject } from "../json.js";
import { findAtPointer, joinPointer, resolveAtPointer, type Pointer } from "../reference.js";
import type { SchemaReader } from "../schema-reader.js";

/** A schema of a document: what it says, and where it really stands. */
export interface SchemaPlace {
  readonly schema: Json;
  readonly pointer: Pointer;
}

/** What reading schemas by their places needs. */
export interface SchemaPlaces {
  readonly source: JsonObject;
  readonly reader: SchemaReader;
}

/** The schema at a pointer, its reference followed. */
export function enterSchema({ source }: SchemaPlaces, pointer: Pointer): SchemaPlace {
  const schema = findAtPointer(source, pointer);
  if (!isJsonObject(schema)) return { schema: schema ?? true, pointer };
  const resolved = resolveAtPointer(source, pointer);
  return { schema: resolved.value, pointer: resolved.pointer };
}

/** How many schemas may lie in one another in which a part is looked for. */
const DEEPEST = 12;

/** Where a schema, or a part of it that holds too, describes a property, or with `[]` its items. */
export function findSchemaPart(
  places: SchemaPlaces,
  whole: SchemaPlace,
  step: string,
  depth = 0,
): SchemaPlace | undefined {
  const { schema, pointer } = whole;
  if (!isJsonObject(schema) || depth > DEEPEST) return undefined;
  const own = step === "[]" ? joinPointer(pointer, "items") : joinPointer(pointer, "properties", step);
  if (findAtPointer(places.source, own) !== undefined) return enterSchema(places, own);
  for (const keyword of ["allOf", "oneOf", "anyOf"]) {
    const parts = schema[keyword];
    if (!Array.isArray(parts)) continue;
    for (const at of parts.keys()) {
      const part = enterSchema(places, joinPointer(pointer, keyword, String(at)));
      const found = findSchemaPart(places, part, step, depth + 1);
      if (found) return found;
    }
  }
  return undefined;
}

/** Whether values of a schema are objects of which it names properties. */
export function isRecordSchema({ reader }: SchemaPlaces, { schema }: SchemaPlace): boolean {
  const { type, properties } = reader.describe(schema);
  return hasType(type, "object") && isJsonObject(properties) && Object.keys(properties).length > 0;
}

/** Whether a schema's `type` allows a type, or says nothing. */
export function hasType(type: Json | undefined, wanted: string): boolean {
  return type === undefined || (Array.isArray(type) ? type : [type]).includes(wanted);
}

/** The names of the properties that a schema describes. */
export function listProperties({ reader }: SchemaPlaces, { schema }: SchemaPlace): string[] {
  const { properties } = reader.describe(schema);
  return isJsonObject(properties) ? Object.keys(properties) : [];
}
