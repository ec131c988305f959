import { isJsonObject, type Json, type JsonObject } from "../json.js";

/** The value in a field, or within one, as `metadata.name`; `undefined` when there is none. */
export function readFieldPath(record: Json | undefined, field: string): Json | undefined {
  return field
    .split(".")
    .reduce<Json | undefined>(
      (value, step) => (isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined),
      record,
    );
}

/** The record with a value in that field. */
export function writeFieldPath(record: JsonObject, field: string, value: Json): JsonObject {
  const [first = "", ...rest] = field.split(".");
  const before = readFieldPath(record, first);
  const inner = rest.length === 0 ? value : writeFieldPath(isJsonObject(before) ? before : {}, rest.join("."), value);
  return Object.fromEntries([...Object.entries(record).filter(([name]) => name !== first), [first, inner]]);
}
