import { constants, statSync, type Stats } from "node:fs";
import { copyFile, link, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ignoreMissing, StateFileError, toErrorCode } from "./state-file-error.js";
import { describeOwner, findHolder } from "./state-file-holder.js";
import { createOwner, type Owner } from "./state-file-owner.js";
import type { OnStep } from "./state-file-step.js";

/** A lock that this process holds. */
export interface Lock {
  /** Whether it is surely still ours, as far as one look tells; else `ensureHeld` finds out. */
  isInPlace(): boolean;
  /** Makes sure that it is still ours, and puts it back where somebody removed it. @throws StateFileError when another process has it. */
  ensureHeld(): Promise<void>;
  /** Gives it up, unless it is no longer ours. */
  release(): Promise<void>;
}

/** What a lock needs to know. */
export interface LockOptions {
  /** The state file. */
  readonly path: string;
  readonly log: (message: string) => void;
  readonly onStep: OnStep;
}

/**
 * Takes the lock of a state file, `<path>.lock`, or takes it over from an owner that is dead. Of any number of processes
 * that try at once, exactly one gets it. @throws StateFileError naming the owner, when that is alive.
 *
 * A lock file appears with all that it says: it is written elsewhere and linked into place, which fails where there is
 * one. To take over from the dead, one must first hold the claim to that very owner's succession, a lock file of its own
 * named by the owner's token; then nobody else may replace the dead one's file, and renaming the claim over it hands over
 * the lock and gives up the claim in one stroke. A claim whose holder died is taken over in just the same way.
 */
export async function acquireLock({ path, log, onStep }: LockOptions): Promise<Lock> {
  const owner = createOwner();
  const lockPath = `${path}.lock`;
  const ownPath = `${lockPath}.${owner.token}.tmp`;
  await writeFile(ownPath, toText(owner), { flag: "wx" });
  onStep("lock written");
  try {
    const attempt = { path, lockPath, ownPath, log, onStep };
    // Each round that ends without an answer means that another process came in between, or is about to.
    for (let round = 0; !(await take(attempt, lockPath)); round += 1) {
      if (round >= 300) throw await toRefusal(path, lockPath);
      await sleep(10);
    }
    await removeLeftovers(lockPath, ownPath);
  } finally {
    await rm(ownPath, { force: true });
  }
  onStep("lock taken");
  return toLock(path, lockPath, owner);
}

interface Attempt extends LockOptions {
  readonly lockPath: string;
  /** Our own lock file, complete, not yet in its place. */
  readonly ownPath: string;
}

/** Puts our lock file at `target`; gives `false` when it has to be tried again. @throws StateFileError when the lock's owner lives. */
async function take(attempt: Attempt, target: string): Promise<boolean> {
  if (await placeExclusively(attempt.ownPath, target)) return true;
  const holder = await findHolder(target);
  if (holder === undefined) return false;
  if (holder.alive) {
    if (target === attempt.lockPath && holder.owner !== undefined) throw await toRefusal(attempt.path, target);
    return false;
  }
  const claim = `${attempt.lockPath}.${holder.token}.claim`;
  if (!(await take(attempt, claim))) return false;
  attempt.onStep("succession claimed");
  // Between our look and our claim, another process may have succeeded, and given up its claim.
  if ((await findHolder(target))?.token !== holder.token) {
    await rm(claim, { force: true });
    return false;
  }
  await rename(claim, target);
  if (target === attempt.lockPath)
    attempt.log(`took over the lock ${target} from ${describeOwner(holder.owner)}, which is dead`);
  return true;
}

/** Gives a file a second name, unless that is taken. */
async function placeExclusively(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const code = toErrorCode(error);
    if (code === "EEXIST") return false;
    if (code === "ENOENT") throw error;
  }
  try {
    // Some file systems have no links. A copy is as exclusive, but there for a moment before it is complete.
    await copyFile(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (toErrorCode(error) === "EEXIST") return false;
    throw error;
  }
}

async function removeLeftovers(lockPath: string, ownPath: string): Promise<void> {
  for (const name of await readdir(dirname(lockPath))) {
    const path = join(dirname(lockPath), name);
    if (!name.startsWith(`${basename(lockPath)}.`) || !/\.(tmp|claim)$/.test(name) || path === ownPath) continue;
    // A live process's own are no leftovers: it still tries, and will be told that we have the lock.
    if ((await findHolder(path))?.alive === false) await rm(path, { force: true });
  }
}

async function toRefusal(path: string, lockPath: string): Promise<StateFileError> {
  const who = describeOwner((await findHolder(lockPath))?.owner);
  const message =
    `could not open the state file ${path}: it is in use by ${who} (lock ${lockPath}). ` +
    "Stop that process, or name another file with --state, or none with --ephemeral";
  return new StateFileError("locked", path, message);
}

async function toLock(path: string, lockPath: string, owner: Owner): Promise<Lock> {
  let print = await findPrint(lockPath);
  const isOurs = async (): Promise<boolean> => {
    const found = await findPrint(lockPath);
    // Looking at the file is cheap enough to be done at each save; only if it is another one do we read it.
    if (found !== undefined && found === print) return true;
    return (await findHolder(lockPath))?.token === owner.token;
  };
  return {
    isInPlace: () => print !== undefined && toPrint(statSync(lockPath, { throwIfNoEntry: false })) === print,
    async ensureHeld() {
      if (await isOurs()) return;
      await writeFile(lockPath, toText(owner), { flag: "wx" }).catch(async (error: unknown) => {
        throw toErrorCode(error) === "EEXIST" ? await toRefusal(path, lockPath) : error;
      });
      print = await findPrint(lockPath);
    },
    async release() {
      if (await isOurs()) await rm(lockPath, { force: true });
    },
  };
}

/** Which file it is that stands at a path, as far as a look at it tells. */
async function findPrint(path: string): Promise<string | undefined> {
  return toPrint(await stat(path).catch(ignoreMissing));
}

function toPrint(stats: Stats | undefined): string | undefined {
  return stats && `${stats.dev} ${stats.ino} ${stats.mtimeMs} ${stats.size}`;
}

function toText(owner: Owner): string {
  return `${JSON.stringify(owner, null, 2)}\n`;
}
