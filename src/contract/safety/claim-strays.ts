import type { JsonObject } from "../../openapi/json.js";
import type { Resource } from "../effect.js";
import { findField, toIdText } from "../record-fields.js";
import { Refusal } from "../refusal.js";
import type { CleanUpContext } from "./clean-up-context.js";
import type { LedgerRecord } from "./ledger-state.js";
import { countSameFields } from "./sent-fields.js";

/**
 * Finds records that the run made without hearing of it, because it was cut off or the answer did not tell: those in the
 * list that were not there before and carry the run's marker. Of what carries none, only what a request that was never
 * answered may have made is taken for the run's, never more than were asked for, and only with the content that was sent.
 * @returns what may be the run's and is left alone because nothing proves it, each as `collection id`.
 */
export async function claimStrays(context: CleanUpContext, marker: string): Promise<string[]> {
  const doubtful: string[] = [];
  for (const name of new Set(context.ledger.listRecords().map(({ created }) => created.collection))) {
    const resource = context.model.resources.get(name);
    const rows = resource && (await listAll(context, resource));
    if (resource && rows) doubtful.push(...claimOf(context, resource, rows, marker));
  }
  return doubtful;
}

function claimOf(context: CleanUpContext, resource: Resource, all: readonly JsonObject[], marker: string): string[] {
  const { ledger } = context;
  const rows = all.filter((row) => isNew(context, resource, row));
  const field = resource.create && context.model.effectOf(resource.create).marker;
  const isMarked = (row: JsonObject) => {
    const shown = field === undefined ? undefined : findField(row, field);
    return typeof shown === "string" && shown.includes(marker);
  };
  for (const row of rows.filter(isMarked)) claim(context, resource, row);
  if (ledger.findListed(resource.name) === undefined) return [];
  const rest = rows.filter((row) => !isMarked(row));
  const open = listUnmarked(context, resource, "open");
  const isSent = (row: JsonObject) =>
    open.some(({ created }) => isLike(created.sent, row, field === undefined ? 0 : 1));
  if (rest.filter(isSent).length <= open.length) for (const row of rest.filter(isSent)) claim(context, resource, row);
  // What was looked for and is not there was not made; in rows that have no name nothing can be looked for.
  if (all.some((row) => readId(resource, row) === "")) return [];
  for (const { entry, id } of listUnmarked(context, resource, "open", true)) {
    if (id === undefined) ledger.write({ kind: "nothing", entry });
  }
  const refused = listUnmarked(context, resource, "nothing");
  return rest
    .filter((row) => !ledger.isOwn(resource.name, readId(resource, row)))
    .filter((row) => refused.some(({ created }) => isLike(created.sent, row, 0)))
    .map(
      (row) =>
        `${resource.name} ${readId(resource, row)} (appeared during the run and may be its own; nothing proves it)`,
    );
}

/** Whether a row is none of those that were there before, and none that the run knows of. */
function isNew({ ledger }: CleanUpContext, resource: Resource, row: JsonObject): boolean {
  const id = readId(resource, row);
  return id !== "" && ledger.findListed(resource.name)?.has(id) !== true && !ledger.isOwn(resource.name, id);
}

async function listAll(context: CleanUpContext, resource: Resource): Promise<readonly JsonObject[] | undefined> {
  try {
    return await context.list(resource);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function claim({ ledger, model }: CleanUpContext, resource: Resource, row: JsonObject): void {
  const { name } = resource;
  const all = ledger.listRecords().filter(({ created }) => created.collection === name);
  const open = all.find(({ state, id }) => state === "open" && id === undefined);
  const like = open ?? all[0];
  if (!like) return;
  const entry = open?.entry ?? ledger.nextEntry();
  if (!open) ledger.write({ ...like.created, entry });
  ledger.write({ kind: "made", entry, id: readId(resource, row), fields: model.namesOf(name, row) });
}

function listUnmarked(
  { ledger }: CleanUpContext,
  { name }: Resource,
  state: LedgerRecord["state"],
  marked = false,
): LedgerRecord[] {
  return ledger
    .listRecords()
    .filter(({ created, state: own }) => created.collection === name && own === state && (marked || !created.marked));
}

function isLike(sent: Readonly<Record<string, string>> | undefined, row: JsonObject, least: number): boolean {
  const same = countSameFields(sent ?? {}, row);
  return same !== undefined && same >= least;
}

function readId({ identity }: Resource, row: JsonObject): string {
  return toIdText(row[identity]) ?? "";
}
