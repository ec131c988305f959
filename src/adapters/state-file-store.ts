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

/** Something that was told and is not safe yet. */
interface Told {
  readonly step: KeptStep;
  readonly undo: () => void;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Makes the store: steps of one turn of the event loop share one line of the journal, and those that come while the disk is
 * waited for share the next.
 */
export function createStateFileStore(parts: StateFileStoreParts): StateFileStore {
  const { path, pair, lock, journal, onStep } = parts;
  const waiting: Told[] = [];
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
    keep: (step, undo) =>
      new Promise((resolve, reject) => {
        const told = { step, undo, resolve, reject };
        if (closing !== undefined) return refuse(path, [told], new Error("it is closed"));
        waiting.push(told);
        turns.ask();
      }),
    close() {
      closing ??= finish();
      return closing;
    },
  };
}

/** Keeps all that waits. Whoever calls this has the turn. */
async function keepWaiting(parts: StateFileStoreParts, checkpoints: Checkpoints, waiting: Told[]): Promise<void> {
  const { path, pair, lock, journal } = parts;
  const taken: Told[] = [];
  const takeSteps = (): KeptStep[] => {
    taken.push(...waiting.splice(0));
    return taken.map(({ step }) => step);
  };
  try {
    if (!lock.isInPlace()) await lock.ensureHeld();
    if (waiting.some(({ step }) => step.kind === "whole") || !pair.isInPlace()) {
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

function refuse(path: string, refused: readonly Told[], error: unknown): void {
  for (const { undo } of refused.toReversed()) undo();
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
