import { crc32 } from "node:zlib";
import { isJsonObject, type Json } from "../openapi/json.js";
import type { KeptChange, KeptStep } from "../emulator/state-store.js";

/** The first line of a journal. */
export interface JournalHead {
  readonly journalVersion: 1;
  /** Fingerprint of the state file to which the journal adds. */
  readonly continues: string;
}

/** Written just before a new state file takes the place of the old one. */
export interface JournalCheckpoint {
  /** Fingerprint of the new one. */
  readonly checkpoint: string;
  /** Up to which byte of the journal it has everything. */
  readonly after: number;
  /** Names of snapshots whose files are to be replaced along with it, and of those whose files are to be removed. */
  readonly stored: readonly string[];
  readonly removed: readonly string[];
}

/** All steps that were written at once: all of them are there after a crash, or none. */
export type JournalLine = JournalHead | JournalCheckpoint | readonly KeptStep[];

/** A line as it stands in the file: its checksum (CRC-32), a space, JSON, a line feed. */
export function toLineBytes(line: JournalLine): Buffer {
  const bytes = Buffer.from(`${NO_CHECKSUM} ${isSteps(line) ? writeSteps(line) : JSON.stringify(line)}\n`);
  bytes.write(toHex(crc32(bytes.subarray(CHECKSUM_LENGTH + 1, -1))), "latin1");
  return bytes;
}

function isSteps(line: JournalLine): line is readonly KeptStep[] {
  return Array.isArray(line);
}

/** What `JSON.stringify` would write, with texts of records that are there already. */
function writeSteps(steps: readonly KeptStep[]): string {
  return `[${steps.map(writeStep).join(",")}]`;
}

function writeStep(step: KeptStep): string {
  if (step.kind !== "change") return JSON.stringify(step);
  const { kind, session, idSequence, changes } = step;
  const of = session === undefined ? "" : `"session":${JSON.stringify(session)},`;
  return `{"kind":"${kind}",${of}"idSequence":${idSequence},"changes":[${changes.map(writeChange).join(",")}]}`;
}

function writeChange(change: KeptChange): string {
  if ("deleted" in change) return JSON.stringify(change);
  const { collection, identity, record, text = JSON.stringify(record) } = change;
  return `{"collection":${JSON.stringify(collection)},"identity":${JSON.stringify(identity)},"record":${text}}`;
}

const CHECKSUM_LENGTH = 8;

/** Keeps the place of one that is still to be counted, by the bytes: so a long text is encoded once, and not copied. */
const NO_CHECKSUM = "0".repeat(CHECKSUM_LENGTH);

/** Reads a line without its line feed; `undefined` when it is not what was once written. */
export function parseLine(bytes: Buffer): JournalLine | undefined {
  const json = bytes.subarray(CHECKSUM_LENGTH + 1);
  if (bytes.toString("latin1", 0, CHECKSUM_LENGTH + 1) !== `${toHex(crc32(json))} `) return undefined;
  const value = JSON.parse(json.toString()) as Json; // JSON.parse gives nothing else
  // What has its own checksum is what we wrote.
  if (Array.isArray(value)) return value as unknown as readonly KeptStep[];
  if (isJsonObject(value)) return value as unknown as JournalHead | JournalCheckpoint;
  return undefined;
}

/** What tells one state file from another: its length and its checksum. */
export interface Fingerprint {
  add(bytes: Uint8Array): void;
  readonly text: string;
}

/** Starts the fingerprint of a file that is read or written piece by piece. */
export function createFingerprint(): Fingerprint {
  let length = 0;
  let checksum = 0;
  return {
    add(bytes) {
      length += bytes.length;
      checksum = crc32(bytes, checksum);
    },
    get text() {
      return `${length}-${toHex(checksum)}`;
    },
  };
}

/** The fingerprint of a whole file. */
export function toFingerprint(bytes: Uint8Array): string {
  const fingerprint = createFingerprint();
  fingerprint.add(bytes);
  return fingerprint.text;
}

function toHex(checksum: number): string {
  return checksum.toString(16).padStart(CHECKSUM_LENGTH, "0");
}
