import { readdir, realpath, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { Low } from "lowdb";
import type { StateStore } from "../emulator/state-store.js";
import type { FrozenWorld } from "../world/world.js";
import { createStateFileAdapter } from "./state-file-adapter.js";
import { ignoreMissing, StateFileError, toReason } from "./state-file-error.js";
import { createSharedFlush } from "./state-file-flush.js";
import { makeFolder } from "./state-file-folder.js";
import { MIGRATIONS, type Migrations, type StateFileContents } from "./state-file-format.js";
import { acquireLock, type Lock } from "./state-file-lock.js";
import type { OnStep } from "./state-file-step.js";

/** How to open a state file. */
export interface StateFileOptions {
  /** Where it is, or will be; folders that are missing are made. */
  readonly path: string;
  /** Whether a save waits until it is on disk (so that it survives a power cut), and not only with the operating system (so that it survives the process). */
  readonly sync: boolean;
  /** Is told what a person may want to know: a lock taken over, a file migrated. */
  readonly log?: (message: string) => void;
  /** Is told each step as soon as it is done, for tests that stop the process there. */
  readonly onStep?: OnStep;
  /** What leads from other older format versions to this one, beside our own. */
  readonly migrations?: Migrations;
}

/** A state file that this process holds the lock of. */
export interface StateFile {
  /** Where it really is: absolute, links followed. */
  readonly path: string;
  /** What was in it; `undefined` when there was no file. */
  readonly loaded: StateFileContents | undefined;
  readonly store: StateStore;
  /** Names the fixture that each API began with, to be written with the next save; at first those that were loaded. */
  setFixtures(fixtures: Readonly<Record<string, string>>): void;
  /** Waits for saves under way and gives up the lock; saves nothing by itself. Later saves are refused. */
  close(): Promise<void>;
}

/**
 * Opens a state file, takes its lock and reads it.
 * @throws StateFileError when another process has it, or it is damaged (then it stays as it is), or cannot be read.
 */
export async function openStateFile(options: StateFileOptions): Promise<StateFile> {
  const { log = () => undefined, onStep = () => undefined } = options;
  const path = await attempt("unreadable", options.path, "open", () =>
    findRealPath(resolve(options.path), options.sync),
  );
  const lock = await attempt("unreadable", path, "open", () => acquireLock({ path, log, onStep }));
  try {
    await attempt("unreadable", path, "open", () => removeLeftovers(path));
    onStep("leftovers removed");
    const { sync } = options;
    const migrations = { ...MIGRATIONS, ...options.migrations };
    const low = new Low<StateFileContents | null>(
      createStateFileAdapter({ path, sync, migrations, log, onStep }),
      null,
    );
    await attempt("unreadable", path, "load", () => low.read());
    return toStateFile(path, low, lock, onStep);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function toStateFile(path: string, low: Low<StateFileContents | null>, lock: Lock, onStep: OnStep): StateFile {
  let fixtures = low.data?.fixtures ?? {};
  let closed: Promise<void> | undefined;
  const flush = createSharedFlush((freeze: () => FrozenWorld) =>
    attempt("unwritable", path, "save", async () => {
      await lock.ensureHeld();
      low.data = { frozen: freeze(), fixtures };
      await low.write();
    }),
  );
  const finish = async (): Promise<void> => {
    await flush.settle();
    await lock.release();
    onStep("lock released");
  };
  return {
    path,
    loaded: low.data ?? undefined,
    store: {
      async save(freeze) {
        if (closed !== undefined) throw new StateFileError("unwritable", path, `could not save ${path}: it is closed`);
        await flush.request(freeze);
      },
    },
    setFixtures(names) {
      fixtures = { ...names };
    },
    close() {
      closed ??= finish();
      return closed;
    },
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
    if (/^(\.bak|\.v\d+(-\d+)?)?\.tmp$/.test(rest)) await rm(join(dirname(path), name), { force: true });
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
