import { readFile, stat } from "node:fs/promises";
import type { SnapshotFile } from "../emulator/snapshot.js";
import { readSnapshots, toSnapshotFolderPath } from "./snapshot-folder.js";
import { toBackupPath } from "./state-file-backup.js";
import { ignoreMissing, StateFileError, toReason } from "./state-file-error.js";
import { parseState, type Migrations, type StateFileContents, StateFormatError } from "./state-file-format.js";
import { findRest, hasSteps, parseJournal, type JournalRest } from "./state-journal-contents.js";
import { toFingerprint } from "./state-journal-line.js";
import { toJournalPath } from "./state-journal.js";
import { replaySteps } from "./state-replay.js";

/** A state as it was kept: that of the state file, with all that the journal adds to it. */
export interface SavedState extends StateFileContents {
  readonly snapshots: readonly SnapshotFile[];
  /** The state file's own version and bytes. */
  readonly version: number;
  readonly bytes: Buffer;
  readonly fingerprint: string;
  readonly journal: SavedJournal;
}

/** What a journal adds. */
export interface SavedJournal extends JournalRest {
  /** How many of its bytes are whole; 0 when it adds nothing, or is not there. */
  readonly length: number;
  /** How many bytes behind them are of a line that was cut off. */
  readonly cutOff: number;
}

/**
 * Reads what was kept at a path, and changes nothing; `undefined` when nothing was.
 * @throws StateFileError that says what is wrong with which file, and what would do.
 */
export async function readSavedState(path: string, migrations: Migrations): Promise<SavedState | undefined> {
  const bytes = await readFile(path).catch(ignoreMissing);
  const journalBytes = (await readFile(toJournalPath(path)).catch(ignoreMissing)) ?? Buffer.alloc(0);
  if (bytes === undefined) {
    await refuseLoneBackup(path, migrations);
    refuseLoneJournal(path, journalBytes);
    return undefined;
  }
  const parsed = await parse(path, bytes, migrations);
  const fingerprint = toFingerprint(bytes);
  const journal = readJournal(path, journalBytes, fingerprint);
  const snapshots = await readSnapshots(toSnapshotFolderPath(path), journal.checkpoint);
  return { ...parsed.contents, snapshots, version: parsed.version, bytes, fingerprint, journal };
}

/** The state with what the journal adds. @throws StateFileError when that can't be. */
export function replayJournal<State extends SavedState>(path: string, saved: State): State {
  try {
    return { ...saved, ...replaySteps(saved, saved.journal.steps) };
  } catch (error) {
    throw toJournalError(path, error);
  }
}

async function parse(path: string, bytes: Buffer, migrations: Migrations) {
  try {
    return parseState(bytes, migrations);
  } catch (error) {
    if (!(error instanceof StateFormatError)) throw error;
    const advice = error.kind === "damaged" ? await adviseBackup(path, migrations) : "It was left as it is";
    throw toLoadError(error.kind, path, `${error.message}. ${advice}`, error);
  }
}

function readJournal(path: string, bytes: Buffer, fingerprint: string): SavedJournal {
  try {
    const contents = parseJournal(bytes);
    const cutOff = bytes.length - contents.length;
    const rest = findRest(contents, fingerprint);
    if (rest) return { ...rest, length: contents.length, cutOff };
    if (!hasSteps(contents)) return { ...NOTHING, cutOff };
  } catch (error) {
    throw toJournalError(path, error);
  }
  const journal = toJournalPath(path);
  const reason = `its journal ${journal} adds to another one: one of the two was changed or put in the place of what was there`;
  const advice = `Nothing was changed; put back the state file that the journal belongs to, or, to go on without what is in the journal, move that away`;
  throw toLoadError("damaged", path, `${reason}. ${advice}`);
}

const NOTHING: SavedJournal = { steps: [], from: 0, checkpoint: undefined, length: 0, cutOff: 0 };

function toJournalError(path: string, error: unknown): unknown {
  if (!(error instanceof StateFormatError)) return error;
  const journal = toJournalPath(path);
  const advice = `Nothing was changed; to go on without all that is in the journal, move it away; without what stands from there on, shorten it to that length`;
  const message = `could not load the journal ${journal}: ${error.message}. ${advice}`;
  return new StateFileError("damaged", journal, message, { cause: error });
}

/** What is missing has been taken away: to begin anew could lose what somebody wants back. */
async function refuseLoneBackup(path: string, migrations: Migrations): Promise<void> {
  const backup = await stat(toBackupPath(path)).catch(ignoreMissing);
  if (backup === undefined) return;
  throw toLoadError("damaged", path, `it is missing, but its backup is there. ${await adviseBackup(path, migrations)}`);
}

function refuseLoneJournal(path: string, bytes: Buffer): void {
  if (bytes.length === 0 || isEmptyJournal(bytes)) return;
  const journal = toJournalPath(path);
  const reason = `it is missing, but its journal ${journal} is there, which is of no use without it`;
  throw toLoadError("damaged", path, `${reason}. Put the state file back or, to begin anew, move away ${journal}`);
}

/** Whether nothing was ever kept in it. */
function isEmptyJournal(bytes: Buffer): boolean {
  try {
    return !hasSteps(parseJournal(bytes));
  } catch (error) {
    if (error instanceof StateFormatError) return false;
    throw error;
  }
}

async function adviseBackup(path: string, migrations: Migrations): Promise<string> {
  const backup = toBackupPath(path);
  const journal = await stat(toJournalPath(path)).catch(() => undefined);
  const beside = journal ? ` and ${toJournalPath(path)}` : "";
  const anew = `To begin anew, move away ${path} and ${backup}${beside}`;
  const bytes = await readFile(backup).catch(() => undefined);
  if (bytes === undefined) return `Nothing was changed; there is no backup ${backup} that could be read. ${anew}`;
  try {
    parseState(bytes, migrations);
  } catch (error) {
    return `Nothing was changed; the backup ${backup} cannot be used either (${toReason(error)}). ${anew}`;
  }
  const away = journal ? `, and move away ${toJournalPath(path)}, which does not belong to it` : "";
  return `Nothing was changed; the backup ${backup}, the state before it was last written whole, is readable: to go on with it, copy it to ${path}${away}. ${anew}`;
}

function toLoadError(kind: StateFormatError["kind"], path: string, reason: string, cause?: Error): StateFileError {
  return new StateFileError(kind, path, `could not load the state file ${path}: ${reason}`, { cause });
}
