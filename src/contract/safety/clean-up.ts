import { Refusal } from "../refusal.js";
import { claimStrays } from "./claim-strays.js";
import type { CleanUpContext } from "./clean-up-context.js";
import type { LedgerRecord } from "./ledger-state.js";
import { putBack } from "./put-back.js";
import { isGone, isThere, removeRecord } from "./remove-record.js";

/** The pauses before each round of deletes, in milliseconds: what failed once may succeed, what is slow may be done. */
const PAUSES = [0, 100, 500, 2000];

/** Removes what the run made, the latest first, puts back what it changed, and looks whether it worked. @returns what it could not, each as `collection id`. */
export async function cleanUp(context: CleanUpContext): Promise<string[]> {
  const { ledger } = context;
  const leftovers = await putAllBack(context);
  if (ledger.run) leftovers.push(...(await claimStrays(context, ledger.run.marker)));
  await lookForAsked(context);
  for (const [round, pause] of PAUSES.entries()) {
    const made = listMade(context, round);
    if (made.length === 0) break;
    await context.sleep(pause);
    for (const record of made) if (await isDone(removeRecord(context, record))) confirm(context, record);
  }
  for (const record of ledger.listRecords().toReversed()) {
    if (record.state !== "made" && record.state !== "open") continue;
    // What goes with its parent is looked for once the parents are gone.
    if (record.state === "made" && (await isDone(isGone(context, record)))) confirm(context, record);
    else leftovers.push(...settle(context, record));
  }
  if (leftovers.length === 0) ledger.write({ kind: "end" });
  return leftovers;
}

/**
 * A request that was never answered may have made a record under the id that it named, which the run made up and had seen
 * not to be there. What is there now is the run's; what is not was not made.
 */
async function lookForAsked(context: CleanUpContext): Promise<void> {
  const { ledger, model } = context;
  for (const record of ledger.listRecords()) {
    const { state, entry, id, created } = record;
    const resource = model.resources.get(created.collection);
    if (state !== "open" || id === undefined || resource === undefined) continue;
    const isSeen = await find(isThere(context, resource, record));
    if (isSeen === false) ledger.write({ kind: "nothing", entry });
    if (isSeen === true) ledger.write({ kind: "made", entry, id, fields: { [resource.identity]: id } });
  }
}

/** What the API has an operation for to remove it, the latest first. */
function listMade({ ledger, model }: CleanUpContext, round: number): LedgerRecord[] {
  const isWorthIt = ({ state, created }: LedgerRecord) => {
    const resource = model.resources.get(created.collection);
    // What is only softly deleted stays within sight, however often it is asked for.
    return state === "made" && resource?.remove !== undefined && (round === 0 || resource.cleanup !== "soft");
  };
  return ledger.listRecords().filter(isWorthIt).toReversed();
}

async function putAllBack(context: CleanUpContext): Promise<string[]> {
  const leftovers: string[] = [];
  for (const change of context.ledger.listChanges().toReversed()) {
    if (change.restored || (await isDone(putBack(context, change)))) continue;
    leftovers.push(`${change.change.collection} ${change.change.id} (not as it was)`);
  }
  return leftovers;
}

/** What can't be sent is not done, and the rest is cleared away all the same. */
async function isDone(doing: Promise<boolean>): Promise<boolean> {
  return (await find(doing)) === true;
}

/** What comes of sending something; `undefined` when it can't be sent. */
async function find(doing: Promise<boolean | undefined>): Promise<boolean | undefined> {
  try {
    return await doing;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function confirm({ ledger }: CleanUpContext, { entry }: LedgerRecord): void {
  ledger.write({ kind: "gone", entry });
}

/** What can't be removed was known to be so before it was made, or is left over. */
function settle({ ledger, model, isLoopback }: CleanUpContext, { created, id }: LedgerRecord): string[] {
  const { collection, operation } = created;
  if (id === undefined) return [`${collection} of unknown id, if ${operation} made one`];
  const cleanup = model.resources.get(collection)?.cleanup;
  const isSpent = cleanup === "soft" || (cleanup === "none" && isLoopback);
  if (!isSpent) return [`${collection} ${id}`];
  ledger.write({ kind: "spent", collection, id });
  return [];
}
