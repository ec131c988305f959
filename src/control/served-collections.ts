import type { ServedApi } from "../emulator/served-api.js";
import type { JsonObject } from "../openapi/json.js";
import type { FrozenWorld } from "../world/world.js";
import { findRecordKind, redactRecord } from "./redact-record.js";

/** Full names of all collections of the APIs. */
export function listServed(apis: readonly ServedApi[]): string[] {
  return apis.flatMap(({ name, document }) =>
    Object.keys(document.collections).map((collection) => `${name}.${collection}`),
  );
}

/**
 * Collections without secrets. Those of an API that is not served are left out, as nothing tells what of them is secret.
 */
export function redactCollections(
  apis: readonly ServedApi[],
  collections: FrozenWorld["collections"],
): Record<string, JsonObject[]> {
  const shown = Object.entries(collections).flatMap(([name, records]): [string, JsonObject[]][] => {
    const kind = findRecordKind(apis, name);
    return kind ? [[name, records.map((record) => redactRecord(kind, record))]] : [];
  });
  return Object.fromEntries(shown);
}
