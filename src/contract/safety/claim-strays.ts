import type { JsonObject } from "../../openapi/json.js";
import type { Resource } from "../effect.js";
import { findField, toIdText } from "../record-fields.js";
import { Refusal } from "../refusal.js";
import type { CleanUpContext } from "./clean-up-context.js";
import type { LedgerRecord } from "./ledger-state.js";

/**
 * Finds records that the run made without hearing of it (it was cut off, or the answer did not tell): those in the list
 * that were not there before and carry the run's marker. Without a marker only what an unanswered request may have made
 * is taken for the run's, and never more than were asked for.
 */
export async function claimStrays(context: CleanUpContext, marker: string): Promise<void> {
  const { ledger, model } = context;
  const names = new Set(ledger.listRecords().map(({ created }) => created.collection));
  for (const name of names) {
    const resource = model.resources.get(name);
    const rows = resource && (await listNew(context, resource));
    if (!resource || rows === undefined) continue;
    for (const row of rows.filter((each) => isMarked(context, resource, each, marker))) claim(context, resource, row);
    const open = listOpen(context, name);
    const rest = rows.filter((row) => !ledger.isOwn(name, toIdText(row[resource.identity]) ?? ""));
    const before = ledger.findListed(name);
    const unmarked = rest.filter((row) => !showsMarkerField(context, resource, row) || context.isLoopback);
    if (before !== undefined && unmarked.length <= open.length) {
      for (const row of unmarked) claim(context, resource, row);
    }
    // What was looked for and is not there was not made.
    const missing = listOpen(context, name);
    if (before !== undefined && unmarked.length <= open.length) {
      for (const { entry } of missing) ledger.write({ kind: "nothing", entry });
    }
  }
}

/** Rows that are none of those that were there before, and none that the run knows of. */
async function listNew(context: CleanUpContext, resource: Resource): Promise<JsonObject[] | undefined> {
  try {
    const rows = await context.list(resource);
    const before = context.ledger.findListed(resource.name) ?? new Set();
    return rows?.filter((row) => {
      const id = toIdText(row[resource.identity]);
      return id !== undefined && !before.has(id) && !context.ledger.isOwn(resource.name, id);
    });
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function claim({ ledger, model }: CleanUpContext, { name, identity }: Resource, row: JsonObject): void {
  const id = toIdText(row[identity]) ?? "";
  const all = ledger.listRecords().filter(({ created }) => created.collection === name);
  const open = all.find(({ state, id: known }) => state === "open" && (known === undefined || known === id));
  const like = open ?? all[0];
  if (!like) return;
  const entry = open?.entry ?? ledger.nextEntry();
  if (!open) ledger.write({ ...like.created, entry });
  ledger.write({ kind: "made", entry, id, fields: model.namesOf(name, row) });
}

function listOpen({ ledger }: CleanUpContext, collection: string): LedgerRecord[] {
  return ledger.listRecords().filter(({ created, state }) => created.collection === collection && state === "open");
}

function isMarked({ model }: CleanUpContext, { create }: Resource, row: JsonObject, marker: string): boolean {
  const field = create && model.effectOf(create).marker;
  const shown = field === undefined ? undefined : findField(row, field);
  return typeof shown === "string" && shown.includes(marker);
}

/** Whether a record would carry the marker if the run had made it with one. */
function showsMarkerField({ model }: CleanUpContext, { create }: Resource, row: JsonObject): boolean {
  const field = create && model.effectOf(create).marker;
  return field !== undefined && findField(row, field) !== undefined;
}
