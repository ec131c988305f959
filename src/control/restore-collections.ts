import type { ServedApi } from "../emulator/served-api.js";
import type { JsonObject } from "../openapi/json.js";
import type { FrozenWorld } from "../world/world.js";
import { getCollection } from "./check-record.js";
import { findRecordKind, restoreRecord, type RecordKind } from "./redact-record.js";
import { listServed } from "./served-collections.js";

/** Collections with the secrets back that were redacted in them. */
export interface RestoredCollections {
  readonly collections: FrozenWorld["collections"];
  /** One sentence for each record of which a secret is lost, and each collection that there is not. */
  readonly complaints: readonly string[];
}

/** Puts back what was redacted, from the first of some states that has the record. */
export function restoreCollections(
  apis: readonly ServedApi[],
  collections: FrozenWorld["collections"],
  known: readonly FrozenWorld[],
): RestoredCollections {
  const served = listServed(apis);
  const unknown = Object.keys(collections).filter((name) => !served.includes(name));
  const complaints = unknown.map((name) => `there is no collection ${name}: its records are kept, unseen`);
  const restored = Object.entries(collections).map(([name, records]): [string, readonly object[]] => {
    const kind = findRecordKind(apis, name);
    if (!kind) return [name, records];
    const stored = known.map((world) => toMap(kind, world.collections[name] ?? []));
    return [name, records.map((record) => restore(kind, name, record, stored, complaints))];
  });
  return { collections: Object.fromEntries(restored), complaints };
}

function restore(
  kind: RecordKind,
  name: string,
  record: object,
  known: readonly ReadonlyMap<unknown, object>[],
  complaints: string[],
): object {
  const id: unknown = Reflect.get(record, getCollection(kind).identity);
  const stored = known.map((records) => records.get(id)).find((candidate) => candidate !== undefined);
  // Records are JSON objects.
  const { value, missing } = restoreRecord(kind, record as JsonObject, stored);
  if (missing.length > 0) {
    complaints.push(
      `${name} ${JSON.stringify(id)}: ${missing.join(", ")} is redacted, and nothing is known of it here`,
    );
  }
  return value as JsonObject; // What is put back into a record leaves it one.
}

function toMap(kind: RecordKind, records: readonly object[]): Map<unknown, object> {
  const { identity } = getCollection(kind);
  return new Map(records.map((record) => [Reflect.get(record, identity), record]));
}
