import { open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { isJsonObject, parseJson, type Json } from "../openapi/json.js";
import type { SnapshotFile } from "../emulator/snapshot.js";
import type { SnapshotStore } from "../emulator/snapshot-store.js";
import { ignoreMissing, StateFileError, toReason } from "./state-file-error.js";
import { makeFolder, syncFolder } from "./state-file-folder.js";

/** Where snapshots are kept, and how. */
export interface SnapshotFolderOptions {
  /** The folder, which is made when the first snapshot is. Whoever opens it holds the lock of the state file beside it. */
  readonly path: string;
  /** Whether a save waits until it is on disk, and not only with the operating system. */
  readonly sync: boolean;
}

/** A folder of snapshots. */
export interface SnapshotFolder {
  /** Those that were there. */
  readonly files: readonly SnapshotFile[];
  readonly store: SnapshotStore;
}

/** Where the snapshots of a state file are. */
export function toSnapshotFolderPath(statePath: string): string {
  return `${statePath}.snapshots`;
}

/** Opens a folder of snapshots. @throws StateFileError that names the file that is none. */
export async function openSnapshotFolder({ path, sync }: SnapshotFolderOptions): Promise<SnapshotFolder> {
  const names = (await readdir(path).catch(ignoreMissing)) ?? [];
  for (const name of names) if (name.endsWith(TEMPORARY)) await rm(join(path, name), { force: true });
  const files = await Promise.all(
    names
      .filter((name) => name.endsWith(".json"))
      .toSorted()
      .map((name) => readSnapshot(join(path, name))),
  );
  // One after the other, so that the file of a name is that of its last save.
  let last: Promise<unknown> = Promise.resolve();
  const queue = (what: string, run: () => Promise<void>): Promise<void> => {
    const done = last.then(() => attempt(path, what, run));
    last = done.catch(() => undefined);
    return done;
  };
  return {
    files,
    store: {
      save: (file) =>
        queue(`save the snapshot ${file.name} in`, async () => {
          await makeFolder(path, sync);
          await writeWhole(toPath(path, file.name), JSON.stringify(file, null, 2), sync);
          if (sync) await syncFolder(path);
        }),
      remove: (name) =>
        queue(`remove the snapshot ${name} from`, async () => {
          await rm(toPath(path, name), { force: true });
          if (sync) await syncFolder(path);
        }),
    },
  };
}

const TEMPORARY = ".json.tmp";

/**
 * A name has nothing in it that leads out of the folder. Its capitals are marked, as on some machines two files can't
 * differ in the case of their letters alone, and two names do.
 */
function toPath(folder: string, name: string): string {
  return join(folder, `${name.replaceAll(/[A-Z]/g, (letter) => `+${letter.toLowerCase()}`)}.json`);
}

async function writeWhole(path: string, text: string, sync: boolean): Promise<void> {
  const file = await open(`${path}.tmp`, "w");
  try {
    await file.writeFile(`${text}\n`);
    if (sync) await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.tmp`, path);
}

async function readSnapshot(path: string): Promise<SnapshotFile> {
  const value = await attempt(
    path,
    "load the snapshot",
    async () => parseJson(await readFile(path, "utf8")),
    "damaged",
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
  path: string,
  what: string,
  run: () => Promise<Result>,
  kind: StateFileError["kind"] = "unwritable",
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw new StateFileError(kind, path, `could not ${what} ${path}: ${toReason(error)}`, { cause: error });
  }
}
