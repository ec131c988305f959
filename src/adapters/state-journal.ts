import { dirname } from "node:path";
import { journalFiles, type JournalFiles } from "./journal-files.js";
import { syncFolder } from "./state-file-folder.js";
import type { OnStep } from "./state-file-step.js";
import { toLineBytes, type JournalCheckpoint } from "./state-journal-line.js";
import type { KeptStep } from "../emulator/state-store.js";

/** The journal of a state file, which is made by the first line that is written to it. */
export interface StateJournal {
  /** In bytes; 0 when there is none. */
  readonly size: number;
  /** Whether what is at its path is what it writes to; true when there is none. */
  isInPlace(): boolean;
  /** Puts a line at its end; `continues` is the fingerprint of the state file. @throws when that failed; then it is as it was. */
  write(continues: string, line: JournalCheckpoint | readonly KeptStep[]): void;
  /** Waits until what was written is safe; `undefined` when it is already. Rejects when that failed; then it is as it was. */
  settle(): Promise<void> | undefined;
  /** Begins anew with what stands between two places, in bytes; without anything it is removed. When that fails, it is as it was. */
  renew(continues: string, from: number, to: number): Promise<void>;
  close(): void;
}

/** What a journal needs to know. */
export interface StateJournalOptions {
  readonly path: string;
  /** Whether `settle` waits for the disk. */
  readonly sync: boolean;
  /** How many bytes of the file that is there are whole; the others are cut off. 0 when there is none. */
  readonly length: number;
  readonly onStep: OnStep;
  readonly files?: JournalFiles;
}

/** Where the journal of a state file is. */
export function toJournalPath(statePath: string): string {
  return `${statePath}.journal`;
}

/** Opens a journal, or gets ready to make one. */
export function openStateJournal(options: StateJournalOptions): StateJournal {
  const { path, sync, length, onStep, files = journalFiles } = options;
  let open = length > 0 ? openFile(files, path, "r+", length) : undefined;
  if (open) takeBack(files, open);
  else files.remove(path);
  return {
    get size() {
      return open?.size ?? 0;
    },
    isInPlace: () => open === undefined || files.identify(path) === open.identity,
    write(continues, line) {
      const file = (open ??= openFile(files, path, "w+", 0));
      if (file.isSoiled) takeBack(files, file);
      const bytes = toLineBytes(line);
      append(files, file, file.size === 0 ? Buffer.concat([toHeadBytes(continues), bytes]) : bytes);
      if (!sync) file.safe = file.size;
      onStep("journal written");
    },
    settle: () => (sync && open && open.safe < open.size ? settleOnDisk(options, files, open) : undefined),
    async renew(continues, from, to) {
      if (!open) return;
      const next = from === to ? undefined : await copyRest(options, files, { open, from, to, continues });
      if (!next) files.remove(path);
      files.close(open.descriptor);
      open = next;
      onStep(next ? "journal renewed" : "journal removed");
    },
    close() {
      if (open) files.close(open.descriptor);
      open = undefined;
    },
  };
}

interface OpenFile {
  readonly descriptor: number;
  readonly identity: string | undefined;
  size: number;
  /** Up to where everything is safe. */
  safe: number;
  /** Whether something may stand behind `safe` that has to go. */
  isSoiled: boolean;
  /** Whether a power cut may still leave it without its name. */
  isNameless: boolean;
}

function openFile(files: JournalFiles, path: string, flags: "r+" | "w+", size: number): OpenFile {
  const descriptor = files.open(path, flags);
  const isNameless = flags === "w+";
  return { descriptor, identity: files.identify(descriptor), size, safe: size, isSoiled: false, isNameless };
}

function append(files: JournalFiles, file: OpenFile, bytes: Buffer): void {
  try {
    for (let done = 0; done < bytes.length;) done += files.write(file.descriptor, bytes, done, file.size + done);
    file.size += bytes.length;
  } catch (error) {
    takeBackIfPossible(files, file);
    throw error;
  }
}

/** Cuts off what is not safe: it was refused, and must not come back. */
function takeBack(files: JournalFiles, file: OpenFile): void {
  file.isSoiled = true;
  files.truncate(file.descriptor, file.safe);
  file.size = file.safe;
  file.isSoiled = false;
}

function takeBackIfPossible(files: JournalFiles, file: OpenFile): void {
  try {
    takeBack(files, file);
  } catch {
    // The disk is gone, it seems. The next line tries again, and is refused as long as that fails.
  }
}

async function settleOnDisk({ path, onStep }: StateJournalOptions, files: JournalFiles, file: OpenFile): Promise<void> {
  const { size } = file;
  try {
    await files.sync(file.descriptor);
    if (file.isNameless) await syncFolder(dirname(path));
    file.isNameless = false;
    file.safe = size;
    onStep("journal synced");
  } catch (error) {
    takeBackIfPossible(files, file);
    throw error;
  }
}

interface Rest {
  readonly open: OpenFile;
  readonly from: number;
  readonly to: number;
  readonly continues: string;
}

/** Makes a journal of what stands between two places of another, and puts it into the other's place. */
async function copyRest(
  { path, sync, onStep }: StateJournalOptions,
  files: JournalFiles,
  { open, from, to, continues }: Rest,
): Promise<OpenFile> {
  const next = openFile(files, `${path}.tmp`, "w+", 0);
  try {
    append(files, next, Buffer.concat([toHeadBytes(continues), files.read(open.descriptor, from, to)]));
    if (sync) await files.sync(next.descriptor);
    next.safe = next.size;
    onStep("journal copied");
    files.rename(`${path}.tmp`, path);
  } catch (error) {
    files.close(next.descriptor);
    throw error;
  }
  return next;
}

function toHeadBytes(continues: string): Buffer {
  return toLineBytes({ journalVersion: 1, continues });
}
