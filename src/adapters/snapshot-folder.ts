import { readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { isJsonObject, parseJson, type Json } from "../openapi/json.js";
import type { SnapshotFile } from "../emulator/snapshot.js";
import type { KeptSnapshot } from "../emulator/state-store.js";
import { ignoreMissing, StateFileError, toReason } from "./state-file-error.js";
import { makeFolder, syncFolder } from "./state-file-folder.js";
import { toSnapshotText } from "./state-file-text.js";
import { writePieces, type PiecesOptions } from "./write-pieces.js";

/** Which snapshots go along with a new state file. */
export interface SnapshotsToPlace {
  /** Fingerprint of the state file. */
  readonly checkpoint: string;
  /** Names of those that were prepared for it. */
  readonly stored: readonly string[];
  /** Names of those that are no more. */
  readonly removed: readonly string[];
}

/** Where the snapshots of a state file are. */
export function toSnapshotFolderPath(statePath: string): string {
  return `${statePath}.snapshots`;
}

/**
 * Reads all snapshots of a folder, as if those that a crash kept from their places had taken them; none where there is no
 * folder. @throws StateFileError that names the file that is none.
 */
export async function readSnapshots(path: string, kept?: SnapshotsToPlace): Promise<readonly SnapshotFile[]> {
  const names = (await readdir(path).catch(ignoreMissing)) ?? [];
  const files = new Set(names.filter((name) => name.endsWith(".json")).map((name) => join(path, name)));
  for (const name of kept?.removed ?? []) files.delete(toPath(path, name));
  for (const name of kept?.stored ?? []) {
    const prepared = toPreparedPath(path, name, kept?.checkpoint ?? "");
    if (!names.includes(basename(prepared))) continue;
    files.delete(toPath(path, name));
    files.add(prepared);
  }
  const snapshots = await Promise.all(Array.from(files, readSnapshot));
  return snapshots.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** Writes snapshots beside the files whose places they will take when the state file of that fingerprint takes its own. */
export async function prepareSnapshots(
  path: string,
  checkpoint: string,
  snapshots: Iterable<KeptSnapshot>,
  options: PiecesOptions,
): Promise<void> {
  for (const snapshot of snapshots) {
    await attempt("unwritable", path, `save the snapshot ${snapshot.name} in`, async () => {
      await makeFolder(path, options.sync);
      await writePieces(toPreparedPath(path, snapshot.name, checkpoint), toSnapshotText(snapshot), options);
    });
  }
}

/** Gives snapshots their places; may be done again when a crash came in between. */
export async function placeSnapshots(
  path: string,
  { checkpoint, stored, removed }: SnapshotsToPlace,
  sync: boolean,
): Promise<void> {
  for (const name of stored) {
    await rename(toPreparedPath(path, name, checkpoint), toPath(path, name)).catch(ignoreMissing);
  }
  for (const name of removed) await rm(toPath(path, name), { force: true });
  if (sync && stored.length + removed.length > 0) await syncFolder(path).catch(ignoreMissing);
}

/** Removes what a crash left behind. */
export async function removePrepared(path: string): Promise<void> {
  const names = (await readdir(path).catch(ignoreMissing)) ?? [];
  for (const name of names) if (name.endsWith(PREPARED)) await rm(join(path, name), { force: true });
}

const PREPARED = ".json.tmp";

function toPreparedPath(folder: string, name: string, checkpoint: string): string {
  return join(folder, `${toFileName(name)}.${checkpoint}${PREPARED}`);
}

function toPath(folder: string, name: string): string {
  return join(folder, `${toFileName(name)}.json`);
}

/**
 * A name has nothing in it that leads out of the folder. Its capitals are marked, as on some machines two files can't
 * differ in the case of their letters alone, and two names do.
 */
function toFileName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `+${letter.toLowerCase()}`);
}

async function readSnapshot(path: string): Promise<SnapshotFile> {
  const value = await attempt("damaged", path, "load the snapshot", async () =>
    parseJson(await readFile(path, "utf8")),
  );
  if (isSnapshotFile(value)) return value;
  const message = `could not load the snapshot ${path}: it is none of a version that is known; move it away to start without it`;
  throw new StateFileError("damaged", path, message);
}

/** What is in a snapshot is judged where it is loaded; here only whether it has the form of one. */
function isSnapshotFile(value: Json): value is Json & SnapshotFile {
  if (!isJsonObject(value)) return false;
  const { formatVersion, name, takenAt, clock, faults, world } = value;
  const texts = [name, takenAt].every((text) => typeof text === "string");
  return formatVersion === 1 && texts && isJsonObject(clock) && Array.isArray(faults) && isWorld(world);
}

function isWorld(value: Json | undefined): boolean {
  if (!isJsonObject(value)) return false;
  const { randomSeed, idSequence, collections } = value;
  const numbers = [randomSeed, idSequence].every((number) => typeof number === "number");
  return numbers && isJsonObject(collections) && Object.values(collections).every(isObjectArray);
}

function isObjectArray(value: Json): boolean {
  return Array.isArray(value) && value.every(isJsonObject);
}

async function attempt<Result>(
  kind: StateFileError["kind"],
  path: string,
  what: string,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw new StateFileError(kind, path, `could not ${what} ${path}: ${toReason(error)}`, { cause: error });
  }
}
