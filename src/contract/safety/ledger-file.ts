import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { isJsonObject } from "../../openapi/json.js";
import { UnfitFile } from "../unfit-file.js";
import type { LedgerEntry } from "./ledger-entry.js";
import type { LedgerStore } from "./ledger.js";

/** A ledger on disk: one JSON object a line. */
export interface LedgerFile extends LedgerStore {
  readonly path: string;
  /** Lets go of the file; a run of which nothing is left takes it away, and so does one that never began. */
  close(options: { readonly remove: boolean }): void;
}

/** Opens a new ledger, or one to go on with. @throws Error of the file system when it can't be written. */
export function openLedgerFile(path: string): LedgerFile {
  mkdirSync(dirname(path), { recursive: true });
  cutTornLine(path);
  const file = openSync(path, "a", 0o600);
  syncFolder(dirname(path));
  return {
    path,
    append(line) {
      writeSync(file, `${line}\n`);
      fsyncSync(file);
    },
    close({ remove }) {
      const isEmpty = fstatSync(file).size === 0;
      closeSync(file);
      if (remove || isEmpty) rmSync(path, { force: true });
    },
  };
}

/** What is written next must not become a part of a line whose write was cut off. */
function cutTornLine(path: string): void {
  if (!existsSync(path)) return;
  const bytes = readFileSync(path);
  truncateSync(path, bytes.lastIndexOf("\n") + 1);
}

/** A file survives a power cut only once its folder knows of it. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** How each ledger begins. */
const BEGINNING = '{"kind":"run",';

/**
 * Reads the entries of a ledger; a last line that was cut off by the end of its process says nothing, and none at all are
 * those of a run that had not begun. @throws UnfitFile when it is none.
 */
export function readLedgerFile(path: string): LedgerEntry[] {
  const text = readText(path);
  const lines = text.split("\n");
  if (lines.length === 1 && (text.startsWith(BEGINNING) || BEGINNING.startsWith(text))) return [];
  const entries = lines.flatMap((line, index) => parseLine(path, line, index === lines.length - 1));
  const [first] = entries;
  if (first?.kind !== "run")
    throw new UnfitFile(`${path} is no ledger of a run: its first line does not say whose it is`);
  if (first.format !== 1) throw new UnfitFile(`${path} is a ledger of a newer version of Standin`);
  return entries;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UnfitFile(`the ledger ${path} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parseLine(path: string, line: string, isLast: boolean): LedgerEntry[] {
  if (line === "") return [];
  try {
    const value: unknown = JSON.parse(line);
    // Only openLedgerFile writes these lines, and it writes entries.
    if (isJsonObject(value) && typeof value["kind"] === "string") return [value as unknown as LedgerEntry];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The line whose write was cut off: what it announced was not sent.
    if (isLast) return [];
  }
  throw new UnfitFile(`${path} is damaged: a line of it is no entry of a ledger: ${line.slice(0, 80)}`);
}
