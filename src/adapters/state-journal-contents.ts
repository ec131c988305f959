import type { KeptStep } from "../emulator/state-store.js";
import { StateFormatError } from "./state-file-format.js";
import { parseLine, type JournalCheckpoint, type JournalLine } from "./state-journal-line.js";

/** What is in a journal. */
export interface JournalContents {
  /** Fingerprint of the state file to which it adds; `undefined` when not even its head was written whole. */
  readonly continues: string | undefined;
  /** Lines after the head, in their order. */
  readonly lines: readonly PlacedLine[];
  /** How many bytes are whole; what stands behind them is a line that was cut off, which nobody was told is kept. */
  readonly length: number;
}

/** A line and where it begins, in bytes. */
export interface PlacedLine {
  readonly at: number;
  readonly line: JournalCheckpoint | readonly KeptStep[];
}

/**
 * Reads a journal. A last line that was cut off is left out.
 * @throws StateFormatError that names a line which is damaged, wherever else it stands.
 */
export function parseJournal(bytes: Buffer): JournalContents {
  let continues: string | undefined;
  const lines: PlacedLine[] = [];
  let at = 0;
  for (let end = findEnd(bytes, at); end < bytes.length; end = findEnd(bytes, at)) {
    const line = parseLine(bytes.subarray(at, end));
    if (line === undefined) {
      if (isCutOff(bytes, at, end)) break;
      throw toDamage(bytes, lines.length + (at === 0 ? 1 : 2), at);
    }
    if (isHead(line)) continues = line.continues;
    else lines.push({ at, line });
    at = end + 1;
  }
  return { continues, lines, length: at };
}

function findEnd(bytes: Buffer, at: number): number {
  const end = bytes.indexOf("\n", at);
  return end < 0 ? bytes.length : end;
}

function isHead(line: JournalLine): line is Extract<JournalLine, { continues: string }> {
  return "continues" in line;
}

/** Whether the last line was not written to its end. A power cut may leave holes of zeros in it, which JSON never has. */
function isCutOff(bytes: Buffer, at: number, end: number): boolean {
  return end === bytes.length - 1 && bytes.subarray(at, end).includes(0);
}

function toDamage(bytes: Buffer, number: number, at: number): StateFormatError {
  const rest = bytes.subarray(at).toString("latin1").split("\n").length - 2;
  const more = rest > 0 ? `, and ${rest} more lines stand behind it` : "";
  return new StateFormatError("damaged", `line ${number}, from byte ${at} on, is not what was written${more}`);
}

/** Whether anything was ever kept in a journal. */
export function hasSteps({ lines }: JournalContents): boolean {
  return lines.some(({ line }) => !("checkpoint" in line));
}

/** What of a journal is not in a state file yet. */
export interface JournalRest {
  readonly steps: readonly KeptStep[];
  /** From which byte on. */
  readonly from: number;
  /** The line that led to this very state file, where that came after the journal's head. */
  readonly checkpoint: JournalCheckpoint | undefined;
}

/** Finds what a journal adds to the state file of a fingerprint; `undefined` when it belongs to another one. */
export function findRest({ continues, lines }: JournalContents, fingerprint: string): JournalRest | undefined {
  const checkpoint = lines
    .flatMap(({ line }) => ("checkpoint" in line && line.checkpoint === fingerprint ? [line] : []))
    .at(-1);
  if (continues === fingerprint) return { steps: listSteps(lines), from: 0, checkpoint: undefined };
  if (!checkpoint) return undefined;
  // One that came before all steps may have been announced before there was a head.
  const from = Math.max(checkpoint.after, lines[0]?.at ?? 0);
  return { steps: listSteps(lines.filter(({ at }) => at >= from)), from, checkpoint };
}

function listSteps(lines: readonly PlacedLine[]): KeptStep[] {
  return lines.flatMap(({ line }) => ("checkpoint" in line ? [] : line));
}
