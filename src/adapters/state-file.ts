import { readdir, realpath, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { Low } from "lowdb";
import type { StateStore } from "../emulator/state-store.js";
import type { JournalFiles } from "./journal-files.js";
import { replayJournal, type SavedState } from "./saved-state.js";
import { placeSnapshots, removePrepared, toSnapshotFolderPath } from "./snapshot-folder.js";
import { CHECKPOINT_LIMITS, type CheckpointLimits } from "./state-checkpoints.js";
import { createStateFileAdapter, type StateFileData } from "./state-file-adapter.js";
import { ignoreMissing, StateFileError, toReason } from "./state-file-error.js";
import { makeFolder } from "./state-file-folder.js";
import { formatVersion, MIGRATIONS, type Migrations, type StateFileContents } from "./state-file-format.js";
import { acquireLock, type Lock } from "./state-file-lock.js";
import { keepOlder } from "./state-file-older.js";
import type { OnStep } from "./state-file-step.js";
import { createStateFileStore } from "./state-file-store.js";
import { createStatePair } from "./state-pair.js";
import { openStateJournal, toJournalPath, type StateJournal } from "./state-journal.js";
import { listChangedSnapshots } from "./state-replay.js";
import type { SnapshotFile } from "../emulator/snapshot.js";

/** How to open a state file. */
export interface StateFileOptions {
  /** Where it is, or will be; folders that are missing are made. */
  readonly path: string;
  /** Whether what is kept waits until it is on disk (so that it survives a power cut), and not only with the operating system (so that it survives the process). */
  readonly sync: boolean;
  /** Is told what a person may want to know: a lock taken over, a file migrated, a disk that is full. */
  readonly log?: (message: string, level: "info" | "error") => void;
  /** Is told each step as soon as it is done, for tests that stop the process there. */
  readonly onStep?: OnStep;
  /** What leads from other older format versions to this one, beside our own. */
  readonly migrations?: Migrations;
  /** When the whole is written in place of the journal. */
  readonly checkpoints?: CheckpointLimits;
  /** What the journal is written with. */
  readonly files?: JournalFiles;
}

/** A state file that this process holds the lock of. */
export interface StateFile {
  /** Where it really is: absolute, links followed. */
  readonly path: string;
  /** What was in it and its journal; `undefined` when there was no file. */
  readonly loaded: LoadedState | undefined;
  readonly store: StateStore;
  /** Names the fixture that each API began with, to be written when the whole is; at first those that were loaded. */
  setFixtures(fixtures: Readonly<Record<string, string>>): void;
  /** Waits for what is under way, writes the whole where the journal has something, and gives up the lock. What is told to the store later is refused. */
  readonly close: () => Promise<void>;
}

/** What was kept. */
export interface LoadedState extends StateFileContents {
  readonly snapshots: readonly SnapshotFile[];
}

type Opening = Required<Omit<StateFileOptions, "files">> & Pick<StateFileOptions, "files">;

/**
 * Opens a state file, takes its lock and reads it and its journal.
 * @throws StateFileError when another process has it, or it is damaged (then it stays as it is), or cannot be read.
 */
export async function openStateFile(options: StateFileOptions): Promise<StateFile> {
  const { log = () => undefined, onStep = () => undefined, checkpoints = CHECKPOINT_LIMITS } = options;
  const path = await attempt("unreadable", options.path, "open", () =>
    findRealPath(resolve(options.path), options.sync),
  );
  const lock = await attempt("unreadable", path, "open", () => acquireLock({ path, log: tellInfo(log), onStep }));
  try {
    const migrations = { ...MIGRATIONS, ...options.migrations };
    return await openHeld({ ...options, path, log, onStep, checkpoints, migrations }, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function tellInfo(log: Opening["log"]): (message: string) => void {
  return (message) => log(message, "info");
}

async function openHeld(opening: Opening, lock: Lock): Promise<StateFile> {
  const { path, sync, onStep, migrations } = opening;
  await attempt("unreadable", path, "open", () => removeLeftovers(path));
  onStep("leftovers removed");
  const low = new Low<StateFileData>(createStateFileAdapter({ path, sync, migrations, onStep }), null);
  const saved = await attempt("unreadable", path, "load", async () => {
    await low.read();
    const { data } = low;
    // Its bytes are as large as the state, and of no more use once it is read.
    low.data = null;
    return data !== null && "journal" in data ? finishReading(opening, data) : undefined;
  });
  const journal = await attempt("unreadable", path, "load", async () => openJournal(opening, saved));
  return toStateFile(opening, { low, lock, journal, saved });
}

/** What a crash left to be done, or an older version. */
async function finishReading({ path, log, onStep }: Opening, saved: SavedState): Promise<SavedState> {
  onStep("state read");
  const { version, bytes } = saved;
  if (version < formatVersion) {
    const copy = await keepOlder(path, bytes, version);
    if (copy !== undefined) {
      onStep("copy kept");
      log(
        `${path} has formatVersion ${version} and will be written as ${formatVersion}: a copy is kept as ${copy}`,
        "info",
      );
    }
  }
  return replayJournal(path, saved);
}
/** Puts in place what a crash kept from it, and opens the journal. */
async function openJournal(opening: Opening, saved: SavedState | undefined): Promise<StateJournal> {
  const { path, sync, log, onStep, files } = opening;
  const { checkpoint, length = 0, cutOff = 0, from = 0 } = saved?.journal ?? {};
  const folder = toSnapshotFolderPath(path);
  if (checkpoint) await placeSnapshots(folder, checkpoint, sync);
  await removePrepared(folder);
  if (cutOff > 0) {
    log(
      `the last ${cutOff} bytes of ${toJournalPath(path)} are left out: a line that was cut off before anybody was told that it is kept`,
      "info",
    );
  }
  const journal = openStateJournal({ path: toJournalPath(path), sync, length, onStep, ...(files && { files }) });
  if (saved && checkpoint) await journal.renew(saved.fingerprint, from, length);
  return journal;
}

interface Opened {
  readonly low: Low<StateFileData>;
  readonly lock: Lock;
  readonly journal: StateJournal;
  readonly saved: SavedState | undefined;
}

function toStateFile({ path, log, onStep, checkpoints }: Opening, { low, lock, journal, saved }: Opened): StateFile {
  const start = {
    // An older program that finds an older file would not look for a journal.
    fingerprint: saved?.version === formatVersion ? saved.fingerprint : undefined,
    fixtures: saved?.fixtures ?? {},
    snapshots: listChangedSnapshots(saved?.journal.steps ?? []),
  };
  const pair = createStatePair({ path, low, journal, saved: start });
  const store = createStateFileStore({ path, pair, lock, journal, log, onStep, limits: checkpoints });
  const { frozen, fixtures, snapshots = [] } = saved ?? {};
  return {
    path,
    loaded: frozen && fixtures && { frozen, fixtures, snapshots },
    store,
    setFixtures(names) {
      pair.fixtures = { ...names };
    },
    close: () => store.close(),
  };
}

/** The path with links followed, so that two names of one file have one lock; makes its folder. */
async function findRealPath(path: string, sync: boolean): Promise<string> {
  await makeFolder(dirname(path), sync);
  const real = await realpath(path).catch(ignoreMissing);
  return real ?? join(await realpath(dirname(path)), basename(path));
}

/** Removes what a crash in the middle of a write left behind. */
async function removeLeftovers(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    const rest = name.startsWith(basename(path)) ? name.slice(basename(path).length) : "";
    if (/^(\.bak|\.journal|\.v\d+(-\d+)?)?\.tmp$/.test(rest)) await rm(join(dirname(path), name), { force: true });
  }
}

async function attempt<Result>(
  kind: StateFileError["kind"],
  path: string,
  verb: string,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof StateFileError) throw error;
    throw new StateFileError(kind, path, `could not ${verb} the state file ${path}: ${toReason(error)}`, {
      cause: error,
    });
  }
}
