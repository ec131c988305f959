import type { LedgerEntry, MayChangeEntry, MayCreateEntry, RunEntry, Texts } from "./ledger-entry.js";

/** What a run may still have to clear away. */
export interface LedgerRecord {
  readonly entry: number;
  readonly created: MayCreateEntry;
  /** `undefined` while nobody knows whether there is one. */
  readonly id: string | undefined;
  /** The fields by which the API names it. */
  readonly fields: Texts;
  readonly state: "open" | "made" | "gone" | "nothing";
}

/** A change that a run may still have to take back. */
export interface LedgerChange {
  readonly change: MayChangeEntry;
  readonly restored: boolean;
}

/** What the lines of a ledger come to. */
export interface LedgerState {
  run: RunEntry | undefined;
  ended: boolean;
  latest: number;
  readonly records: Map<number, LedgerRecord>;
  readonly changes: Map<number, LedgerChange>;
  /** Ids by collection that were there before. */
  readonly listed: Map<string, Set<string>>;
  /** `collection id` of what the run made, by each of its names. */
  readonly own: Set<string>;
  readonly spent: Set<string>;
}

/** A ledger without a line. */
export function createLedgerState(): LedgerState {
  return {
    run: undefined,
    ended: false,
    latest: 0,
    records: new Map(),
    changes: new Map(),
    listed: new Map(),
    own: new Set(),
    spent: new Set(),
  };
}

/** Brings one more line to account. */
export function applyEntry(state: LedgerState, entry: LedgerEntry): void {
  if ("entry" in entry) state.latest = Math.max(state.latest, entry.entry);
  switch (entry.kind) {
    case "run":
      state.run = entry;
      break;
    case "listed":
      state.listed.set(entry.collection, new Set([...(state.listed.get(entry.collection) ?? []), ...entry.ids]));
      break;
    case "may-create":
      openRecord(state, entry);
      break;
    case "made":
    case "nothing":
    case "gone":
      settleRecord(state, entry);
      break;
    case "may-change":
      state.changes.set(entry.entry, { change: entry, restored: false });
      break;
    case "restored":
      settleChange(state, entry.entry);
      break;
    case "spent":
      state.spent.add(`${entry.collection} ${entry.id}`);
      break;
    case "end":
      state.ended = true;
      break;
  }
}

function openRecord({ records, own }: LedgerState, created: MayCreateEntry): void {
  const { entry, id, collection } = created;
  records.set(entry, { entry, created, id, fields: {}, state: "open" });
  if (id !== undefined) own.add(`${collection} ${id}`);
}

function settleRecord(
  { records, own }: LedgerState,
  entry: Extract<LedgerEntry, { kind: "made" | "nothing" | "gone" }>,
): void {
  const record = records.get(entry.entry);
  if (!record) return;
  const { collection } = record.created;
  if (entry.kind !== "made") {
    records.set(entry.entry, { ...record, state: entry.kind });
    if (entry.kind === "nothing" && record.id !== undefined) own.delete(`${collection} ${record.id}`);
    return;
  }
  const { id, fields = {} } = entry;
  records.set(entry.entry, { ...record, id, fields, state: "made" });
  for (const name of [id, ...Object.values(fields)]) own.add(`${collection} ${name}`);
}

function settleChange({ changes }: LedgerState, entry: number): void {
  const change = changes.get(entry);
  if (change) changes.set(entry, { ...change, restored: true });
}
