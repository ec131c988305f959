import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import { isJsonMediaType } from "../../openapi/media-type.js";
import type { Operation } from "../../openapi/operation.js";
import { findAtPointer } from "../../openapi/reference.js";
import type { Case } from "../case.js";
import type { Restore } from "../effect.js";
import { findField, readJsonBody, toIdText, withField } from "../record-fields.js";
import { Refusal } from "../refusal.js";
import type { CleanUpContext } from "./clean-up-context.js";
import type { RecordPlace } from "./guard.js";
import type { LedgerChange } from "./ledger-state.js";
import type { MayChangeEntry } from "./ledger-entry.js";

/** Takes down what a record is like before an operation changes it, once a run. @throws Refusal when that can't be seen. */
export async function rememberRecord(context: CleanUpContext, place: RecordPlace, wanted: Case): Promise<void> {
  const { ledger, model } = context;
  const { operation } = wanted;
  const { collection, id } = place;
  const isTakenDown = ({ change, restored }: LedgerChange) =>
    !restored && change.operation === operation.id && change.collection === collection && change.id === id;
  if (ledger.listChanges().some(isTakenDown)) return;
  const { restore } = model.effectOf(operation);
  const before = restore && (await readState(context, restore, place));
  if (before === undefined) {
    throw new Refusal("guard", `${operation.id} was not sent: what ${collection} ${id} is like before can't be read`);
  }
  const headers = Object.fromEntries(wanted.headers);
  const entry = ledger.nextEntry();
  ledger.write({
    kind: "may-change",
    entry,
    operation: operation.id,
    collection,
    id,
    path: place.path,
    headers,
    before,
  });
}

/** Puts a record back as it was. @returns whether it was seen to be so. */
export async function putBack(context: CleanUpContext, { change }: LedgerChange): Promise<boolean> {
  const operation = context.model.document.operations.find(({ id }) => id === change.operation);
  const restore = operation && context.model.effectOf(operation).restore;
  if (!operation || !restore) return false;
  const isAsBefore = async () => isSame(await readState(context, restore, change), change.before);
  if (!(await isAsBefore())) {
    await context.send(toRestoringCase(context, operation, change));
    if (!(await isAsBefore())) return false;
  }
  context.ledger.write({ kind: "restored", entry: change.entry });
  return true;
}

function toRestoringCase(
  context: CleanUpContext,
  operation: Operation,
  { path, headers, before }: MayChangeEntry,
): Case {
  const mediaType = [...(operation.requestBody?.content.keys() ?? [])].find(isJsonMediaType) ?? "application/json";
  return {
    ...context.makeCase(operation, path),
    about: "puts back what was there before",
    headers: Object.entries(headers),
    body: { mediaType, value: before, bytes: new TextEncoder().encode(JSON.stringify(before)) },
  };
}

/** The body that would put a record back as it is now; `undefined` when it can't be seen. */
async function readState(
  context: CleanUpContext,
  { read, rows, fields }: Restore,
  { collection, id, path }: RecordPlace,
): Promise<JsonObject | undefined> {
  const operation = context.model.document.operations.find((each) => each.id === read);
  if (!operation) return undefined;
  const { response } = await context.send(context.makeCase(operation, path));
  const answer = response && response.status >= 200 && response.status < 300 ? readJsonBody(response) : undefined;
  const record = answer === undefined ? undefined : findShown(context, answer, rows, { collection, id });
  if (record === undefined) return undefined;
  const pairs = Object.entries(fields).map(([field, from]) => [field, findField(record, from)] as const);
  // To compare nothing with nothing would say that nothing changed.
  if (pairs.every(([, value]) => value === undefined)) return undefined;
  const body: JsonObject = {};
  return pairs.reduce((state, [field, value]) => (value === undefined ? state : withField(state, field, value)), body);
}

function findShown(
  { model }: CleanUpContext,
  answer: Json,
  rows: string,
  { collection, id }: Pick<RecordPlace, "collection" | "id">,
): JsonObject | undefined {
  const identity = model.resources.get(collection)?.identity ?? "id";
  const found = findAtPointer(answer, rows);
  if (Array.isArray(found)) return found.filter(isJsonObject).find((row) => toIdText(row[identity]) === id);
  return isJsonObject(found) ? found : undefined;
}

function isSame(left: Json | undefined, right: Json): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
