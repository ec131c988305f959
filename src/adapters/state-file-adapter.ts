import { rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Adapter } from "lowdb";
import type { KeptSnapshot } from "../emulator/state-store.js";
import type { IterableWorld } from "../world/world.js";
import { readSavedState, type SavedState } from "./saved-state.js";
import {
  placeSnapshots,
  prepareSnapshots,
  removePrepared,
  toSnapshotFolderPath,
  type SnapshotsToPlace,
} from "./snapshot-folder.js";
import { replaceBackup } from "./state-file-backup.js";
import { syncFolder } from "./state-file-folder.js";
import type { Migrations } from "./state-file-format.js";
import type { OnStep } from "./state-file-step.js";
import { toStateText } from "./state-file-text.js";
import { writePieces } from "./write-pieces.js";

/** The whole as it is to be written, once. */
export interface Checkpoint {
  readonly world: IterableWorld;
  /** By API, the name of the fixture that it began with. */
  readonly fixtures: Readonly<Record<string, string>>;
  /** Snapshots whose files are other ones now, and names of those that are no more. */
  readonly stored: readonly KeptSnapshot[];
  readonly removed: readonly string[];
  /** Is aborted when it is of no more use. */
  readonly signal: AbortSignal;
  /** Is called when all is written, and nothing has taken its place yet: from then on nothing else may touch the files. */
  readonly beforePlaced: (snapshots: SnapshotsToPlace) => Promise<void>;
}

/** What lowdb's adapter needs to know. */
export interface StateFileAdapterOptions {
  readonly path: string;
  /** Whether a write waits until it is on disk, and not only with the operating system. */
  readonly sync: boolean;
  readonly migrations: Migrations;
  readonly onStep: OnStep;
}

/** What lowdb holds: what was read, or what is to be written. */
export type StateFileData = SavedState | Checkpoint | null;

/**
 * Reads and writes a state file, and the snapshots beside it, for lowdb. At every moment of a write the file is whole, the
 * old one or the new; the one before it stays as `<path>.bak`.
 */
export function createStateFileAdapter(options: StateFileAdapterOptions): Adapter<StateFileData> {
  return {
    read: async () => (await readSavedState(options.path, options.migrations)) ?? null,
    async write(data) {
      if (data !== null && "beforePlaced" in data) await writeCheckpoint(options, data);
    },
  };
}

async function writeCheckpoint(options: StateFileAdapterOptions, checkpoint: Checkpoint): Promise<void> {
  const { path, sync, onStep } = options;
  const { world, fixtures, stored, removed, signal, beforePlaced } = checkpoint;
  const folder = toSnapshotFolderPath(path);
  const text = toStateText({ world, fixtures });
  const fingerprint = await writePieces(`${path}.tmp`, text, { sync, signal, onStep });
  const snapshots = { checkpoint: fingerprint, stored: stored.map(({ name }) => name), removed };
  try {
    await prepareSnapshots(folder, fingerprint, stored, { sync, signal });
    if (stored.length > 0) onStep("snapshot written");
    await beforePlaced(snapshots);
    await replaceBackup(path, onStep);
    await rename(`${path}.tmp`, path);
  } catch (error) {
    // It may be these that fill the disk.
    await rm(`${path}.tmp`, { force: true }).catch(() => undefined);
    await removePrepared(folder).catch(() => undefined);
    throw error;
  }
  onStep("state replaced");
  if (sync) await syncFolder(dirname(path));
  onStep("folder synced");
  await placeSnapshots(folder, snapshots, sync);
  if (stored.length + removed.length > 0) onStep("snapshot placed");
}
