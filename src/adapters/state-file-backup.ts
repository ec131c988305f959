import { copyFile, link, rename, unlink } from "node:fs/promises";
import { ignoreMissing, toErrorCode } from "./state-file-error.js";
import type { OnStep } from "./state-file-step.js";

/** Makes the file that stands the backup, without a moment in which either is missing. */
export async function replaceBackup(path: string, onStep: OnStep): Promise<void> {
  const backup = toBackupPath(path);
  const made = await linkOrCopy(path, `${backup}.tmp`);
  if (!made) return;
  onStep("backup linked");
  await rename(`${backup}.tmp`, backup);
  onStep("backup replaced");
  // When a crash left the backup a link of the very same file, rename did nothing and the name is still there: rename(2).
  await unlink(`${backup}.tmp`).catch(ignoreMissing);
}

/** Gives a file a second name; `false` when there is no file. */
async function linkOrCopy(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (toErrorCode(error) === "ENOENT") return false;
  }
  // The name is taken, by a save that failed half-way, or the file system has no links.
  await unlink(to).catch(ignoreMissing);
  try {
    await copyFile(from, to);
    return true;
  } catch (error) {
    if (toErrorCode(error) === "ENOENT") return false;
    throw error;
  }
}

/** Where the backup of a state file is. */
export function toBackupPath(path: string): string {
  return `${path}.bak`;
}
