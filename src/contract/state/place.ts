import type { Json, JsonObject } from "../../openapi/json.js";
import { isJsonObject } from "../../openapi/json.js";
import type { Operation } from "../../openapi/operation.js";
import type { Case } from "../case.js";
import { withBody } from "../cases/write-value.js";
import type { CheckRun, OwnRecord } from "../check.js";
import type { Resource } from "../effect.js";
import { findField, toIdText } from "../record-fields.js";

/** A record, and the path that leads to it. */
export interface Place {
  readonly resource: Resource;
  /** Its identity. */
  readonly id: string;
  /** Texts of path parameters, those of its parents. */
  readonly path: Readonly<Record<string, string>>;
  /** The record as it was made, for operations that name it by another field than its identity. */
  readonly record: JsonObject | undefined;
}

/** Where a record of the run's own is. */
export function toPlace(resource: Resource, { id, created, body }: OwnRecord): Place {
  return { resource, id, path: created.case.path, record: toObject(body) };
}

function toObject(value: Json): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}

/** A valid case of an operation that is aimed at a record. @throws Refusal when there is none. */
export async function aimAt(run: CheckRun, operation: Operation, place: Place): Promise<Case> {
  const base = await run.prepare(operation);
  const names = new Set(Object.keys(base.path));
  const shared = Object.entries(place.path).filter(([name]) => names.has(name));
  const path = { ...base.path, ...Object.fromEntries(shared), ...nameRecord(run, operation, place) };
  return keepName({ ...base, path }, run, place);
}

/** What an update says of a record's name is the name that it has: under another one nobody would find it again. */
function keepName(wanted: Case, run: CheckRun, { resource: { name, identity }, record, id }: Place): Case {
  const { kind, collection } = run.effectOf(wanted.operation);
  const value = wanted.body?.value;
  if (kind !== "updates" || collection !== name || !isJsonObject(value) || !Object.hasOwn(value, identity))
    return wanted;
  return withBody(wanted, { ...value, [identity]: record?.[identity] ?? id });
}

/** The text by which an operation names a record, where it takes such a record at all. */
function nameRecord(run: CheckRun, operation: Operation, place: Place): Record<string, string> {
  const { by, collection } = run.effectOf(operation);
  if (by === undefined || collection !== place.resource.name) return {};
  const key = run.model.keyOf(operation, by, "path") ?? by;
  return { [by]: toIdText(findField(place.record, run.model.fieldOf(key))) ?? place.id };
}

/** A case of an operation and the record at which it is aimed: a new one of the run's own, or one that it may change. */
export async function aimAtNew(
  run: CheckRun,
  operation: Operation,
  resource: Resource,
): Promise<{ readonly wanted: Case; readonly place: Place } | undefined> {
  const { by } = run.effectOf(operation);
  if (resource.create) {
    const place = toPlace(resource, await run.obtain(resource.name, { fresh: true }));
    return { place, wanted: await aimAt(run, operation, place) };
  }
  const wanted = await run.prepare(operation);
  const id = by === undefined ? undefined : wanted.path[by];
  return id === undefined ? undefined : { wanted, place: { resource, id, path: wanted.path, record: undefined } };
}
