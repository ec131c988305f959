import { statSync } from "node:fs";
import type { Low } from "lowdb";
import type { KeptState, KeptStep } from "../emulator/state-store.js";
import type { SnapshotsToPlace } from "./snapshot-folder.js";
import type { StateFileData } from "./state-file-adapter.js";
import type { StateJournal } from "./state-journal.js";
import { listChangedSnapshots } from "./state-replay.js";

/** A state file and its journal, of which one goes on where the other ends. */
export interface StatePair {
  /** By API, the name of the fixture that it began with. */
  fixtures: Readonly<Record<string, string>>;
  /** Where the whole is to be had. */
  takeWhole: (() => KeptState) | undefined;
  /** Bytes of the state file, and those of the journal that are not in it yet. */
  readonly sizes: { readonly whole: number; readonly journal: number };
  /** Whether both files are those that were written last; else only the whole can be written. */
  isInPlace(): boolean;
  /** Puts steps into the journal. */
  write(steps: readonly KeptStep[]): void;
  /** Takes note of steps that only the whole will have. */
  note(steps: readonly KeptStep[]): void;
  /**
   * Writes the whole as it is at this call, and takes it out of the journal. Nothing else may touch the files from when it
   * has got its turn until it gives that back.
   */
  writeWhole(signal: AbortSignal, takeTurn: TakeTurn): Promise<void>;
}

/** Waits for a turn, which lasts until the function that it gives is called. */
export type TakeTurn = () => Promise<() => void>;

/** What a pair is made of. */
export interface StatePairParts {
  readonly path: string;
  readonly low: Low<StateFileData>;
  readonly journal: StateJournal;
  readonly saved: SavedParts;
}

/** What is there at the start. */
export interface SavedParts {
  /** Of the state file; `undefined` when the whole has to be written before anything else can be. */
  readonly fingerprint: string | undefined;
  readonly fixtures: Readonly<Record<string, string>>;
  /** Snapshots of which the journal knows more than their files. */
  readonly snapshots: readonly string[];
}

/** Starts with what is there. */
export function createStatePair({ path, low, journal, saved }: StatePairParts): StatePair {
  let { fingerprint } = saved;
  let changed = new Set(saved.snapshots);
  let placed = look(path);
  /** Up to where the journal is in the state file, too. */
  let done = 0;

  const note = (steps: readonly KeptStep[]) => {
    for (const name of listChangedSnapshots(steps)) changed.add(name);
  };
  /** Tells the journal which state file is about to come, with all that it has up to a byte of its own. */
  const announce = async (files: SnapshotsToPlace, after: number): Promise<void> => {
    const isAlone = journal.size === 0 && files.stored.length + files.removed.length === 0;
    if (isAlone || !journal.isInPlace()) return;
    journal.write(fingerprint ?? "", { ...files, after });
    await journal.settle();
  };
  const pair: StatePair = {
    fixtures: saved.fixtures,
    takeWhole: undefined,
    get sizes() {
      return { whole: placed?.size ?? 0, journal: journal.size - done };
    },
    isInPlace: () => fingerprint !== undefined && placed?.print === look(path)?.print && journal.isInPlace(),
    write(steps) {
      journal.write(fingerprint ?? "", steps);
      note(steps);
    },
    note,
    async writeWhole(signal, takeTurn) {
      const names = changed;
      changed = new Set();
      let release: (() => void) | undefined;
      try {
        const from = journal.size;
        let [to, written] = [from, ""];
        const beforePlaced = async (files: SnapshotsToPlace) => {
          release = await takeTurn();
          signal.throwIfAborted();
          [to, written] = [journal.size, files.checkpoint];
          await announce(files, from);
        };
        low.data = { ...toWritten(pair, names), signal, beforePlaced };
        await low.write();
        [fingerprint, placed, done] = [written, look(path), from];
        await journal.renew(written, from, to);
        done = 0;
      } catch (error) {
        for (const name of names) changed.add(name);
        throw error;
      } finally {
        low.data = null;
        release?.();
      }
    },
  };
  return pair;
}

/** The whole at this moment, with the snapshots of these names. */
function toWritten({ fixtures, takeWhole }: StatePair, names: ReadonlySet<string>) {
  if (!takeWhole) throw new Error("nobody has said yet where the whole is to be had");
  const { world, snapshots } = takeWhole();
  const stored = Array.from(names, (name) => snapshots.get(name)?.() ?? []).flat();
  const removed = [...names].filter((name) => !snapshots.has(name));
  return { world, fixtures, stored, removed };
}

/** Which file it is that stands at a path, as far as a look at it tells. */
function look(path: string): { readonly print: string; readonly size: number } | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && { print: `${stats.dev} ${stats.ino} ${stats.mtimeMs} ${stats.size}`, size: stats.size };
}
