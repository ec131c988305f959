import type { Resource } from "../effect.js";
import { toIdText } from "../record-fields.js";
import { Refusal } from "../refusal.js";
import { toRecordPath, type CleanUpContext } from "./clean-up-context.js";
import type { LedgerRecord } from "./ledger-state.js";

/** Removes a record of the run's own, if it is still there. @returns whether it was seen to be gone. */
export async function removeRecord(context: CleanUpContext, record: LedgerRecord): Promise<boolean> {
  if (await isGone(context, record)) return true;
  const remove = context.model.resources.get(record.created.collection)?.remove;
  if (!remove) return false;
  await context.send(context.makeCase(remove, toRecordPath(context, remove, record)));
  return isGone(context, record);
}

/** Whether a record was seen to be gone, and not only not seen. */
export async function isGone(context: CleanUpContext, record: LedgerRecord): Promise<boolean> {
  const resource = context.model.resources.get(record.created.collection);
  return resource !== undefined && (await isThere(context, resource, record)) === false;
}

/** Whether a record can be seen; `undefined` when nothing tells. */
export async function isThere(
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
