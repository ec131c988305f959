import type { Emulator } from "../emulator/emulator.js";
import { nameNearest } from "../emulator/find-nearest.js";
import { Problem, type FieldProblem } from "../emulator/problem.js";
import type { Session } from "../emulator/session.js";
import type { JsonObject } from "../openapi/json.js";
import { checkRecord, describe, getCollection, type Checked } from "./check-record.js";
import { findRecordKind } from "./redact-record.js";
import { listServed } from "./served-collections.js";

/** Records by full collection name. */
export type RecordsByCollection = Readonly<Record<string, readonly JsonObject[]>>;

/**
 * Puts records in the place of those that the named collections of a session have; the other collections stay.
 * @throws Problem that names each thing that does not fit; then nothing is changed.
 */
export function replaceCollections(
  { apis }: Pick<Emulator, "apis">,
  { world }: Session,
  collections: RecordsByCollection,
  idSequence?: number,
): void {
  const current = world.freeze();
  const names = listServed(apis);
  const unknown = Object.keys(collections).filter((name) => !names.includes(name));
  refuse(
    "invalid-request",
    unknown.map((name) => ({ field: `collections.${name}`, message: `is none; ${nameNearest(name, names)}` })),
  );
  const checked = Object.entries(collections).map(([name, sent]): [string, Checked[]] => [
    name,
    checkAll({ apis }, name, sent, current.collections[name] ?? []),
  ]);
  refuse(
    "invalid-request",
    checked.flatMap(([name, all]) => listFields(name, all)),
  );
  const replaced = checked.map(([name, all]): [string, object[]] => [
    name,
    all.flatMap((one) => ("record" in one ? [one.record] : [])),
  ]);
  // What was wrong before, and was kept all the same, may stay so.
  const known = new Set(world.thaw(current).complaints);
  const { mark, complaints } = world.thaw({
    ...current,
    idSequence: idSequence ?? current.idSequence,
    collections: { ...current.collections, ...Object.fromEntries(replaced) },
  });
  const broken = complaints.filter((message) => !known.has(message));
  refuse(
    "conflict",
    broken.map((message) => ({ field: "collections", message })),
  );
  world.returnTo(mark);
}

function checkAll(
  { apis }: Pick<Emulator, "apis">,
  name: string,
  sent: readonly JsonObject[],
  stored: readonly object[],
): Checked[] {
  const kind = findRecordKind(apis, name);
  if (!kind) throw new Error(`there is no collection ${name}`);
  const { identity } = getCollection(kind);
  const byIdentity = new Map(stored.map((record): [unknown, object] => [Reflect.get(record, identity), record]));
  return sent.map((record) => checkRecord(kind, record, byIdentity.get(record[identity])));
}

function listFields(name: string, checked: readonly Checked[]): FieldProblem[] {
  return checked.flatMap((one, index) => {
    if ("record" in one) return [];
    return one.fields.map(({ field, message }) => {
      const place = `collections.${name}[${index}]`;
      return { field: field === "" ? place : `${place}.${field}`, message };
    });
  });
}

/** How many misfits are told; more help nobody. */
const MOST_TOLD = 20;

function refuse(kind: "invalid-request" | "conflict", fields: readonly FieldProblem[]): void {
  if (fields.length === 0) return;
  const told = fields.slice(0, MOST_TOLD);
  const rest = fields.length > told.length ? ` And ${fields.length - told.length} more.` : "";
  throw new Problem(kind, { message: `Nothing was changed: ${describe(told)}${rest}`, fields: told });
}
