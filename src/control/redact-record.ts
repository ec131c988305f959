import type { ServedApi } from "../emulator/served-api.js";
import type { Json, JsonObject } from "../openapi/json.js";
import { redactSecrets, restoreSecrets, type Restored } from "../openapi/secrets.js";
import { joinPointer, type Pointer } from "../openapi/reference.js";

/** A collection of an API, whose document says which parts of its records are secret. */
export interface RecordKind {
  readonly api: ServedApi;
  /** Without the API's name. */
  readonly collection: string;
}

/** The kind of the records of a collection's full name, `api.collection`; `undefined` when no API has such. */
export function findRecordKind(apis: readonly ServedApi[], fullName: string): RecordKind | undefined {
  const at = fullName.indexOf(".");
  const api = apis.find(({ name }) => name === fullName.slice(0, at));
  const collection = fullName.slice(at + 1);
  return api && Object.hasOwn(api.document.collections, collection) ? { api, collection } : undefined;
}

/** A record without its secrets, in the place of each the text `[REDACTED]`. */
export function redactRecord(kind: RecordKind, record: object): JsonObject {
  // Records are JSON objects, and what is put in the place of their parts makes them no other.
  return redactSecrets(kind.api.document.source, toSchemaPointer(kind), record as JsonObject) as JsonObject;
}

/** A record as it is to be stored, where one that was read from us and has `[REDACTED]` in it is written back. */
export function restoreRecord(kind: RecordKind, record: Json, stored: object | undefined): Restored {
  // A stored record is a JSON object.
  return restoreSecrets(kind.api.document.source, toSchemaPointer(kind), record, stored as JsonObject | undefined);
}

function toSchemaPointer({ collection }: RecordKind): Pointer {
  return joinPointer("/x-standin/collections", collection, "schema");
}
