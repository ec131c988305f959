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

/**
 * Where a schema, or a part of it that holds too, describes a property, or with `[]` its items. Where several do, the first
 * that names fields: an envelope's `data` is often any list, and a part beside it says of what.
 */
export function findSchemaPart(places: SchemaPlaces, whole: SchemaPlace, step: string): SchemaPlace | undefined {
  let first: SchemaPlace | undefined;
  for (const found of listSchemaParts(places, whole, step, 0)) {
    first ??= found;
    if (namesFields(places, found)) return found;
  }
  return first;
}

function* listSchemaParts(
  places: SchemaPlaces,
  { schema, pointer }: SchemaPlace,
  step: string,
  depth: number,
): Generator<SchemaPlace> {
  if (!isJsonObject(schema) || depth > DEEPEST) return;
  const own = step === "[]" ? joinPointer(pointer, "items") : joinPointer(pointer, "properties", step);
  if (findAtPointer(places.source, own) !== undefined) yield enterSchema(places, own);
  for (const keyword of ["allOf", "oneOf", "anyOf"]) {
    const parts = schema[keyword];
    if (!Array.isArray(parts)) continue;
    for (const at of parts.keys()) {
      const part = enterSchema(places, joinPointer(pointer, keyword, String(at)));
      yield* listSchemaParts(places, part, step, depth + 1);
    }
  }
}

/** Whether a schema, or that of its items, names properties. */
function namesFields({ reader }: SchemaPlaces, { schema }: SchemaPlace): boolean {
  const { properties, items } = reader.describe(schema);
  const ofItems = items === undefined ? undefined : reader.describe(items)["properties"];
  return [properties, ofItems].some((named) => isJsonObject(named) && Object.keys(named).length > 0);
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
