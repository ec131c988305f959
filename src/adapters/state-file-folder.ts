import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

/** Makes a folder and those above it, where they are missing; with `sync` they survive a power cut. */
export async function makeFolder(path: string, sync: boolean): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined || !sync) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

/** Puts a folder's own entries on disk: what was made, renamed or removed in it. */
export async function syncFolder(path: string): Promise<void> {
  // Windows neither has nor needs this: a folder cannot be opened there.
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
