import type { Resource } from "../effect.js";
import { toIdText } from "../record-fields.js";
import { Refusal } from "../refusal.js";
import { toRecordPath, type CleanUpContext } from "./clean-up-context.js";
import type { LedgerRecord } from "./ledger-state.js";

/** The pauses before each try of a delete, in milliseconds. */
const PAUSES = [0, 100, 400, 1500];

/** Removes a record of the run's own, if it is still there. @returns whether it was seen to be gone. */
export async function removeRecord(context: CleanUpContext, record: LedgerRecord): Promise<boolean> {
  const resource = context.model.resources.get(record.created.collection);
  if (!resource) return false;
  if ((await isThere(context, resource, record)) === false) return true;
  if (!resource.remove) return false;
  // What is only softly deleted stays within sight, however often it is asked for.
  for (const pause of resource.cleanup === "soft" ? PAUSES.slice(0, 1) : PAUSES) {
    await context.sleep(pause);
    await context.send(context.makeCase(resource.remove, toRecordPath(context, resource.remove, record)));
    if ((await isThere(context, resource, record)) === false) return true;
  }
  return false;
}

/** Whether a record can be seen; `undefined` when nothing tells. */
async function isThere(
  context: CleanUpContext,
  resource: Resource,
  record: LedgerRecord,
): Promise<boolean | undefined> {
  if (resource.read) {
    const { response } = await context.send(
      context.makeCase(resource.read, toRecordPath(context, resource.read, record)),
    );
    if (response === undefined || response.status >= 500) return undefined;
    if (response.status === 404 || response.status === 410) return false;
    return response.status >= 200 && response.status < 300 ? true : undefined;
  }
  const rows = await listOrNothing(context, resource);
  return rows?.some((row) => toIdText(row[resource.identity]) === record.id);
}

async function listOrNothing(context: CleanUpContext, resource: Resource) {
  try {
    return await context.list(resource);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
