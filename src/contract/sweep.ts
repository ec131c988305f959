import { refuseUnsafe } from "./refuse-unsafe.js";
import { createRun } from "./run/create-run.js";
import { cleanUp } from "./safety/clean-up.js";
import type { LedgerEntry } from "./safety/ledger-entry.js";
import type { VerifyOptions } from "./verify-options.js";

/** What a sweep did. */
export interface Swept {
  /** What could not be cleared away, each as `collection id`. */
  readonly leftovers: readonly string[];
  /** How many records it removed, or saw to be gone. */
  readonly cleared: number;
  readonly restored: number;
}

/** Clears away what a run that was cut off has left, by what it wrote to its ledger. @throws UnsafeRun as `verify` does. */
export async function sweep(options: VerifyOptions, written: readonly LedgerEntry[]): Promise<Swept> {
  const [first] = written;
  const given = first?.kind === "run" ? first : undefined;
  const wanted: VerifyOptions = {
    ...options,
    mode: "own-data",
    params: { ...given?.params, ...options.params },
    own: [...(given?.own ?? []), ...(options.own ?? [])],
  };
  refuseUnsafe(wanted);
  const run = createRun(wanted, () => undefined, written);
  const before = count(run.ledger);
  const leftovers = await cleanUp(run.cleaning);
  const after = count(run.ledger);
  return { leftovers, cleared: after.gone - before.gone, restored: after.restored - before.restored };
}

function count(ledger: ReturnType<typeof createRun>["ledger"]): { gone: number; restored: number } {
  return {
    gone: ledger.listRecords().filter(({ state }) => state === "gone").length,
    restored: ledger.listChanges().filter(({ restored }) => restored).length,
  };
}
