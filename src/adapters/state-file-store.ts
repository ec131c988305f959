import type { KeptStep, StateStore } from "../emulator/state-store.js";
import { createCheckpoints, hasTurn, type Checkpoints, type CheckpointsParts } from "./state-checkpoints.js";
import { StateFileError, toReason } from "./state-file-error.js";
import type { Lock } from "./state-file-lock.js";
import type { OnStep } from "./state-file-step.js";
import { createTurns } from "./state-file-turns.js";
import type { StateJournal } from "./state-journal.js";

/** What keeps a state in a state file and its journal. */
export interface StateFileStore extends StateStore {
  /** Waits for all that was told, writes the whole where the journal has something, and gives up the lock. What is told later is refused. */
  close(): Promise<void>;
}

/** What a store is made of. */
export interface StateFileStoreParts extends Omit<CheckpointsParts, "turns"> {
  readonly journal: StateJournal;
  readonly lock: Lock;
  readonly onStep: OnStep;
}

/** What was told in one turn of the event loop, or while the files were busy, and is not safe yet. All of it shares one promise. */
interface Batch {
  readonly steps: KeptStep[];
  readonly undos: (() => void)[];
  readonly isSafe: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Makes the store: steps of one turn of the event loop share one line of the journal, and those that come while the disk is
 * waited for share the next.
 */
export function createStateFileStore(parts: StateFileStoreParts): StateFileStore {
  const { path, pair, lock, journal, onStep } = parts;
  const waiting: Batch[] = [];
  let closing: Promise<void> | undefined;
  const turns = createTurns(
    () => keepWaiting(parts, checkpoints, waiting),
    () => waiting.length > 0,
  );
  const checkpoints = createCheckpoints({ ...parts, turns });
  const finish = async (): Promise<void> => {
    await turns.end();
    if (await isHeld(lock)) await checkpoints.end();
    journal.close();
    await lock.release();
    onStep("lock released");
  };
  return {
    attach(whole) {
      pair.takeWhole = whole;
    },
    keep(step, undo) {
      const batch = closing ? createBatch() : findOpenBatch(waiting);
      batch.steps.push(step);
      batch.undos.push(undo);
      if (closing) refuse(path, [batch], new Error("it is closed"));
      else turns.ask();
      return batch.isSafe;
    },
    close() {
      closing ??= finish();
      return closing;
    },
  };
}

/** The batch that nobody has taken yet. */
function findOpenBatch(waiting: Batch[]): Batch {
  const [open] = waiting;
  if (open) return open;
  const batch = createBatch();
  waiting.push(batch);
  return batch;
}

function createBatch(): Batch {
  let settle: Pick<Batch, "resolve" | "reject"> | undefined;
  const isSafe = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // A promise runs what it is given at once.
  if (!settle) throw new Error("a promise was not begun");
  return { steps: [], undos: [], isSafe, ...settle };
}

/** Keeps all that waits. Whoever calls this has the turn. */
async function keepWaiting(parts: StateFileStoreParts, checkpoints: Checkpoints, waiting: Batch[]): Promise<void> {
  const { path, pair, lock, journal } = parts;
  const taken: Batch[] = [];
  const takeSteps = (): KeptStep[] => {
    taken.push(...waiting.splice(0));
    return taken.flatMap(({ steps }) => steps);
  };
  try {
    if (!lock.isInPlace()) await lock.ensureHeld();
    if (waiting.some(({ steps }) => steps.some(({ kind }) => kind === "whole")) || !pair.isInPlace()) {
      await checkpoints.stop();
      pair.note(takeSteps());
      await pair.writeWhole(new AbortController().signal, hasTurn);
    } else {
      pair.write(takeSteps());
      // At once, as long as what is in memory is what is in the journal.
      checkpoints.notice();
      const settling = journal.settle();
      if (settling) await settling;
    }
    for (const { resolve } of taken) resolve();
  } catch (error) {
    // What was told meanwhile rests on what could not be kept.
    takeSteps();
    checkpoints.abort();
    refuse(path, taken, error);
  }
}

function refuse(path: string, refused: readonly Batch[], error: unknown): void {
  for (const undo of refused.flatMap(({ undos }) => undos).toReversed()) undo();
  const reason = `could not save the state file ${path}: ${toReason(error)}`;
  const told =
    error instanceof StateFileError ? error : new StateFileError("unwritable", path, reason, { cause: error });
  for (const { reject } of refused) reject(told);
}

/** Another process may have taken the lock from us, and with it the files. */
function isHeld(lock: Lock): Promise<boolean> {
  return lock.ensureHeld().then(
    () => true,
    () => false,
  );
}
