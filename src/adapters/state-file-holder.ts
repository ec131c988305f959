import { readFile, stat } from "node:fs/promises";
import { ignoreMissing } from "./state-file-error.js";
import { isAlive, type Owner, parseOwner } from "./state-file-owner.js";

/** Who a lock file names. */
export interface Holder {
  /** Different for each lock that was ever taken. */
  readonly token: string;
  readonly alive: boolean;
  /** `undefined` when the file does not say. */
  readonly owner?: Owner;
}

/** Reads a lock file; gives `undefined` when there is none. */
export async function findHolder(path: string): Promise<Holder | undefined> {
  const text = await readFile(path, "utf8").catch(ignoreMissing);
  const stats = await stat(path).catch(ignoreMissing);
  if (text === undefined || stats === undefined) return undefined;
  const owner = parseOwner(text);
  if (owner !== undefined) return { token: owner.token, alive: isAlive(owner), owner };
  // It says nothing we can read: cut off by a power failure, or (where there are no links) just being copied.
  const alive = Math.abs(Date.now() - stats.mtimeMs) < 1000;
  return { token: `unknown-${stats.ino}-${Math.floor(stats.mtimeMs)}`, alive };
}

/** Names an owner to a person. */
export function describeOwner(owner: Owner | undefined): string {
  if (owner === undefined) return "an unknown process";
  return `process ${owner.pid} (${owner.command}, since ${owner.since})`;
}
