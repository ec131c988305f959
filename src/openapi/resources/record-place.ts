import { findSchemaPart, isRecordSchema, listProperties, type SchemaPlace, type SchemaPlaces } from "./schema-place.js";
import { squash, toSingular } from "./word-form.js";

/** Where a body has its record: the names of the properties on the way, none when it is the body itself. */
export interface RecordPlace {
  readonly path: readonly string[];
  readonly record: SchemaPlace;
}

/** Names under which bodies have a record. */
const RECORD_NAMES = [
  "data",
  "item",
  "result",
  "record",
  "resource",
  "response",
  "entry",
  "value",
  "object",
  "payload",
  "attributes",
];

/** The record in the bodies of a schema; `undefined` when they are no objects. `names` are what a record may be called by its paths. */
export function findRecordPlace(
  places: SchemaPlaces,
  body: SchemaPlace,
  names: readonly string[],
): RecordPlace | undefined {
  if (!isRecordSchema(places, body)) return undefined;
  const properties = listProperties(places, body);
  const wanted = [...names.map((name) => squash(toSingular(name))), ...RECORD_NAMES];
  const isRecord = properties.some((name) => /^(_?id|uuid|guid|gid|key|sid|slug|code)$/i.test(name));
  const named = wanted.flatMap((name) => properties.filter((property) => squash(property) === name));
  // What is the only thing in a body is what the body is about, whatever it is called.
  const wrapper = isRecord ? undefined : (named[0] ?? (properties.length === 1 ? properties[0] : undefined));
  const inner = wrapper === undefined ? undefined : findSchemaPart(places, body, wrapper);
  if (wrapper === undefined || !inner || !isRecordSchema(places, inner) || properties.length > 4) {
    return { path: [], record: body };
  }
  return { path: [wrapper], record: inner };
}
