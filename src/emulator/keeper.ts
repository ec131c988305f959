import type { Change, IterableWorld, Mark } from "../world/world.js";
import type { Awaitable } from "./awaitable.js";
import type { ConstantMemory } from "./constant-memory.js";
import type { Session } from "./session.js";
import type { Sessions } from "./sessions.js";
import { toKeptSnapshot, toSnapshotHead, type Snapshot } from "./snapshot.js";
import type { Snapshots } from "./snapshots.js";
import type { KeptChange, KeptSnapshot, KeptState, KeptStep, StateStore } from "./state-store.js";

/**
 * Tells a store all that is done to what is kept, in its order. Each promise resolves once that is safe, at once where
 * there is nothing to keep; it rejects when it could not be kept and was undone.
 */
export interface Keeper {
  /** Something was done to a session's records, which stood at `before`. Gives nothing to wait for where nothing is kept. */
  keepRecords(session: Session, done: RecordsDone): Awaitable<void>;
  /** A session was forked from the base, or from a snapshot. */
  keepFork(session: Session, snapshot: string | undefined, undo: () => void): Promise<void>;
  keepEnd(session: Session, undo: () => void): Promise<void>;
  /** A snapshot was taken of a session. */
  keepSnapshot(snapshot: Snapshot, session: Session, undo: () => void): Promise<void>;
  /** A snapshot came from elsewhere. */
  keepImported(name: string, undo: () => void): Promise<void>;
  keepForgotten(name: string, undo: () => void): Promise<void>;
}

/** What was done to records: changes of a transaction, the return to a snapshot, or something else. */
export type RecordsDone = {
  readonly before: Mark;
  /** What is known of the records that changes made. */
  readonly made?: ConstantMemory;
  /** Puts back what else was done. */
  readonly undo?: () => void;
} & (
  | { readonly changes: readonly Change[]; readonly snapshot?: undefined }
  | { readonly snapshot: string; readonly changes?: undefined }
  | { readonly changes?: undefined; readonly snapshot?: undefined }
);

/** What a keeper goes by. */
export interface KeeperParts {
  readonly store: StateStore | undefined;
  /** Name of the field that identifies a record, by collection. */
  readonly identities: ReadonlyMap<string, string>;
  readonly getSessions: () => Sessions;
  readonly getSnapshots: () => Snapshots;
}

/** Makes what tells a store; without one, nothing is told. */
export function createKeeper({ store, identities, getSessions, getSnapshots }: KeeperParts): Keeper {
  store?.attach(() => takeWhole(getSessions(), getSnapshots()));
  const keep = async (step: KeptStep, undo: () => void): Promise<void> => store?.keep(step, undo);
  const keepIf = async (isKept: boolean, step: KeptStep, undo: () => void): Promise<void> => {
    if (isKept) await keep(step, undo);
  };
  return {
    keepRecords(session, done) {
      if (!store || !session.kept) return undefined;
      return store.keep(toStep(session, done, identities), () => {
        session.world.returnTo(done.before);
        done.undo?.();
      });
    },
    keepFork: ({ kept, name = "" }, snapshot, undo) =>
      keepIf(kept, { kind: "fork", session: name, ...(snapshot !== undefined && { snapshot }) }, undo),
    keepEnd: ({ kept, name = "" }, undo) => keepIf(kept, { kind: "end", session: name }, undo),
    keepSnapshot(snapshot, { kept, name: session }, undo) {
      // What a session that is not kept had, the store never heard of.
      if (!kept) return keep({ kind: "whole", snapshot: snapshot.name }, undo);
      return keep({ kind: "snapshot", session, snapshot: toSnapshotHead(snapshot) }, undo);
    },
    keepImported: (name, undo) => keep({ kind: "whole", snapshot: name }, undo),
    keepForgotten: (name, undo) => keep({ kind: "forget", snapshot: name }, undo),
  };
}

function toStep(
  { name: session, world }: Session,
  { changes, made, snapshot }: RecordsDone,
  identities: KeeperParts["identities"],
): KeptStep {
  if (snapshot !== undefined) return { kind: "restore", session, snapshot };
  if (!changes) return { kind: "whole" };
  const { idSequence } = world.mark();
  return {
    kind: "change",
    session,
    idSequence,
    changes: changes.map((change) => toKeptChange(change, identities, made)),
  };
}

function toKeptChange(
  { collection, id, after }: Change,
  identities: KeeperParts["identities"],
  made: ConstantMemory | undefined,
): KeptChange {
  const identity = identities.get(collection) ?? "";
  if (!after) return { collection, identity, deleted: id };
  return { collection, identity, record: after, text: made?.find(after)?.text };
}

/** All that is kept as it is now, whatever is done while it is gone through. */
function takeWhole(all: Sessions, snapshots: Snapshots): KeptState {
  const { base } = all;
  const kept = all.list().filter(({ session }) => session.kept);
  const sessions = kept.map(({ session }): [string, IterableWorld] => [session.name ?? "", session.world.iterate()]);
  const world = { ...base.world.iterate(), ...(kept.length > 0 && { sessions: Object.fromEntries(sessions) }) };
  const made = snapshots
    .list()
    .map((snapshot): [string, () => KeptSnapshot] => [snapshot.name, () => toKeptSnapshot(base.world, snapshot)]);
  return { world, snapshots: new Map(made) };
}
