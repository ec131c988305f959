import { copyFile, open, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Adapter } from "lowdb";
import { replaceBackup, toBackupPath } from "./state-file-backup.js";
import { ignoreMissing, StateFileError, toReason } from "./state-file-error.js";
import {
  formatVersion,
  type Migrations,
  parseState,
  type StateFileContents,
  StateFormatError,
} from "./state-file-format.js";
import { syncFolder } from "./state-file-folder.js";
import type { OnStep } from "./state-file-step.js";
import { createRecordTexts, type RecordTexts, toStateText } from "./state-file-text.js";

/** What lowdb's adapter needs to know. */
export interface StateFileAdapterOptions {
  readonly path: string;
  /** Whether a write waits until it is on disk, and not only with the operating system. */
  readonly sync: boolean;
  readonly migrations: Migrations;
  readonly log: (message: string) => void;
  readonly onStep: OnStep;
}

/**
 * Reads and writes a state file for lowdb. At every moment of a write the file is whole, the old one or the new; the one
 * before it stays as `<path>.bak`.
 */
export function createStateFileAdapter(options: StateFileAdapterOptions): Adapter<StateFileContents | null> {
  const texts = createRecordTexts();
  return {
    read: () => readState(options),
    write: async (contents) => {
      if (contents !== null) await writeState(options, contents, texts);
    },
  };
}

async function readState(options: StateFileAdapterOptions): Promise<StateFileContents | null> {
  const { path, migrations, onStep } = options;
  const bytes = await readFile(path).catch(ignoreMissing);
  if (bytes === undefined) {
    await refuseLoneBackup(path, migrations);
    return null;
  }
  try {
    const { contents, version } = parseState(bytes, migrations);
    onStep("state read");
    if (version < formatVersion) await keepOlder(options, bytes, version);
    return contents;
  } catch (error) {
    if (!(error instanceof StateFormatError)) throw error;
    const advice = error.kind === "damaged" ? await adviseBackup(path, migrations) : "It was left as it is";
    throw toLoadError(error.kind, path, `${error.message}. ${advice}`, error);
  }
}

/** No step of a write ever leaves a backup alone, so somebody removed the file: to begin anew could lose what they want back. */
async function refuseLoneBackup(path: string, migrations: Migrations): Promise<void> {
  const backup = await stat(toBackupPath(path)).catch(ignoreMissing);
  if (backup === undefined) return;
  throw toLoadError("damaged", path, `it is missing, but its backup is there. ${await adviseBackup(path, migrations)}`);
}

async function adviseBackup(path: string, migrations: Migrations): Promise<string> {
  const backup = toBackupPath(path);
  const anew = `To begin anew, move away ${path} and ${backup}`;
  const bytes = await readFile(backup).catch(() => undefined);
  if (bytes === undefined) return `Nothing was changed; there is no backup ${backup} that could be read. ${anew}`;
  try {
    parseState(bytes, migrations);
  } catch (error) {
    return `Nothing was changed; the backup ${backup} cannot be used either (${toReason(error)}). ${anew}`;
  }
  return `Nothing was changed; the backup ${backup}, the state before the last write, is readable: to go on with it, copy it to ${path}. ${anew}`;
}

function toLoadError(kind: StateFormatError["kind"], path: string, reason: string, cause?: Error): StateFileError {
  return new StateFileError(kind, path, `could not load the state file ${path}: ${reason}`, { cause });
}

/** Keeps the bytes of an older version as `<path>.v<N>`, or with a number behind it where that holds other bytes. */
async function keepOlder(
  { path, log, onStep }: StateFileAdapterOptions,
  bytes: Buffer,
  version: number,
): Promise<void> {
  for (let number = 1; ; number += 1) {
    const copy = number === 1 ? `${path}.v${version}` : `${path}.v${version}-${number}`;
    const there = await readFile(copy).catch(ignoreMissing);
    if (there?.equals(bytes)) return;
    if (there !== undefined) continue;
    await copyFile(path, `${copy}.tmp`);
    await rename(`${copy}.tmp`, copy);
    onStep("copy kept");
    log(`${path} has formatVersion ${version} and will be written as ${formatVersion}: a copy is kept as ${copy}`);
    return;
  }
}

async function writeState(
  options: StateFileAdapterOptions,
  contents: StateFileContents,
  texts: RecordTexts,
): Promise<void> {
  const { path, onStep } = options;
  await writeText(options, `${path}.tmp`, toStateText(contents, texts));
  await replaceBackup(path, onStep);
  await rename(`${path}.tmp`, path);
  onStep("state replaced");
  if (options.sync) await syncFolder(dirname(path));
  onStep("folder synced");
}

async function writeText(
  { sync, onStep }: StateFileAdapterOptions,
  path: string,
  text: Iterable<string>,
): Promise<void> {
  const file = await open(path, "w");
  try {
    onStep("text begun");
    await writeFile(file, text);
    onStep("text written");
    if (sync) await file.sync();
    onStep("text synced");
  } finally {
    await file.close();
  }
}
