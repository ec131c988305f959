import type { LedgerEntry, RunEntry } from "./ledger-entry.js";
import { applyEntry, createLedgerState, type LedgerChange, type LedgerRecord } from "./ledger-state.js";

/** Where a ledger is kept. */
export interface LedgerStore {
  /** Writes a line; when it returns, the line survives the end of this process and of the machine. */
  append(line: string): void;
}

/** What a run has done to records so far, and the only proof that a record is its own. */
export interface Ledger {
  readonly run: RunEntry | undefined;
  /** Whether everything in it was cleared away. */
  readonly ended: boolean;
  /** Takes down an entry, on its store first. */
  write(entry: LedgerEntry): void;
  /** A number that no entry has. */
  nextEntry(): number;
  /** Whether the run made a record of that id, or is about to. */
  isOwn(collection: string, id: string): boolean;
  /** What it may have made, in the order in which it did. */
  listRecords(): LedgerRecord[];
  listChanges(): LedgerChange[];
  /** Ids that a collection had before the run made anything in it; `undefined` when nobody looked. */
  findListed(collection: string): ReadonlySet<string> | undefined;
  /** Each as `collection id`. */
  listSpent(): string[];
}

/** Makes a ledger, with what was written to it before. */
export function createLedger(store: LedgerStore, written: readonly LedgerEntry[] = []): Ledger {
  const state = createLedgerState();
  for (const entry of written) applyEntry(state, entry);
  return {
    get run() {
      return state.run;
    },
    get ended() {
      return state.ended;
    },
    write(entry) {
      store.append(JSON.stringify(entry));
      applyEntry(state, entry);
    },
    nextEntry: () => state.latest + 1,
    isOwn: (collection, id) => state.own.has(`${collection} ${id}`),
    listRecords: () => [...state.records.values()],
    listChanges: () => [...state.changes.values()],
    findListed: (collection) => state.listed.get(collection),
    listSpent: () => [...state.spent],
  };
}

/** For a run that leaves nothing when its process ends, because its target ends too. */
export const forgetfulStore: LedgerStore = { append: () => undefined };
