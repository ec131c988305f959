import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { isJsonObject, type Json } from "../openapi/json.js";
import { toErrorCode } from "./state-file-error.js";

/** Who holds a lock. */
export interface Owner {
  /** Different for each time that a lock was asked for. */
  readonly token: string;
  readonly pid: number;
  /** When the process started, in the kernel's ticks since boot; `null` where there is no /proc. */
  readonly startTime: string | null;
  /** Different after each boot; `null` where there is no /proc. */
  readonly bootId: string | null;
  /** RFC 3339, UTC. */
  readonly since: string;
  /** What the process runs, for a person to recognise it. */
  readonly command: string;
}

/** This process as an owner. */
export function createOwner(): Owner {
  return {
    // The platform's own, as tokens need it anyway: to load node:crypto takes a start 2 ms.
    token: crypto.randomUUID(),
    pid: process.pid,
    startTime: findProcess(process.pid)?.startTime ?? null,
    bootId: findBootId(),
    since: new Date().toISOString(),
    // Not the whole command line: it may hold a credential.
    command: basename(process.argv[1] ?? process.execPath),
  };
}

/** Reads what a lock file says of its owner; `undefined` when it says nothing that we could have written. */
export function parseOwner(text: string): Owner | undefined {
  let value: Json;
  try {
    value = JSON.parse(text) as Json; // JSON.parse gives nothing else
  } catch {
    return undefined;
  }
  if (!isJsonObject(value)) return undefined;
  const { token, pid, startTime, bootId, since, command } = value;
  // The token becomes part of a file name, so that nothing but a UUID will do.
  if (typeof token !== "string" || !/^[0-9a-f-]{36}$/.test(token)) return undefined;
  if (typeof pid !== "number" || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return {
    token,
    pid,
    startTime: typeof startTime === "string" ? startTime : null,
    bootId: typeof bootId === "string" ? bootId : null,
    since: typeof since === "string" ? since : "unknown",
    command: typeof command === "string" ? command : "unknown",
  };
}

/**
 * Whether an owner's process still runs. A process id alone does not tell, as it is given out again (in a container every
 * process is number 1): on Linux the time of its start and of the machine's must be the same too. Elsewhere the process id
 * is all that we look at, so a lock may seem held by a process that has nothing to do with it.
 */
export function isAlive(owner: Owner): boolean {
  const bootId = findBootId();
  if (owner.bootId !== null && bootId !== null && owner.bootId !== bootId) return false;
  if (!exists(owner.pid)) return false;
  const found = findProcess(owner.pid);
  if (found === undefined) return true;
  // Z and X are dead processes that nobody has asked about yet, as is usual where the first process of a container reaps none.
  if (found.state === "Z" || found.state === "X") return false;
  return owner.startTime === null || owner.startTime === found.startTime;
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, but somebody else's.
    return toErrorCode(error) !== "ESRCH";
  }
}

function findBootId(): string | null {
  return findText("/proc/sys/kernel/random/boot_id")?.trim() ?? null;
}

function findProcess(pid: number): { state: string; startTime: string } | undefined {
  // The second field is the command in brackets, which may hold spaces and brackets itself: see proc(5).
  const fields = findText(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, "")
    .split(" ");
  const [state, startTime] = [fields?.[0], fields?.[19]];
  return state === undefined || startTime === undefined ? undefined : { state, startTime };
}

function findText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // No /proc, or none that we may look into: then there is nothing to know.
    return undefined;
  }
}
