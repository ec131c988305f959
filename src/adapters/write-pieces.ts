import { open, rm } from "node:fs/promises";
import { createFingerprint } from "./state-journal-line.js";

/** How a text is written. */
export interface PiecesOptions {
  /** Whether it is to be on disk, and not only with the operating system. */
  readonly sync: boolean;
  /** Is aborted when the text is of no more use. */
  readonly signal: AbortSignal;
  readonly onStep?: (step: "text begun" | "text written" | "text synced") => void;
}

/**
 * Writes a text piece by piece into a file of its own, and lets everything else happen in between; gives its fingerprint.
 * What could not be written whole is removed, as it may be what fills the disk.
 */
export async function writePieces(
  path: string,
  pieces: Iterable<string>,
  { sync, signal, onStep = () => undefined }: PiecesOptions,
): Promise<string> {
  const fingerprint = createFingerprint();
  const file = await open(path, "w");
  try {
    onStep("text begun");
    for (const piece of pieces) {
      signal.throwIfAborted();
      const bytes = Buffer.from(piece);
      fingerprint.add(bytes);
      await file.writeFile(bytes);
    }
    onStep("text written");
    if (sync) await file.sync();
    onStep("text synced");
  } catch (error) {
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
  return fingerprint.text;
}
