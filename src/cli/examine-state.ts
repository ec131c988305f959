import { constants } from "node:fs";
import { access, readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { ignoreMissing } from "../adapters/state-file-error.js";
import { parseState, StateFormatError } from "../adapters/state-file-format.js";
import { describeOwner, findHolder } from "../adapters/state-file-holder.js";
import { createEmulator } from "../emulator/emulator.js";
import type { FrozenWorld } from "../world/world.js";
import { chooseApis } from "./choose-apis.js";
import type { Finding } from "./finding.js";

/** How many records that do not fit are told one by one. */
const MOST_TOLD = 5;

/** Whether a state file can be used: looked at only, so that one which is in use is not disturbed. */
export async function examineState(path: string, apis: readonly string[], isRunning: boolean): Promise<Finding[]> {
  try {
    const held = await examineLock(path, isRunning);
    const bytes = await readFile(path).catch(ignoreMissing);
    if (bytes === undefined) return [...held, await examineFolder(path)];
    await access(path, constants.R_OK | constants.W_OK);
    return [...held, ...(await examineRecords(path, parseState(bytes, {}).contents.frozen, apis))];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message =
      error instanceof StateFormatError ? `${path} is ${error.kind}: ${reason}` : `${path} can't be used: ${reason}`;
    return [toFinding("wrong", message)];
  }
}

/** That a stand-in which answers has the file is as it should be. */
async function examineLock(path: string, isRunning: boolean): Promise<Finding[]> {
  const holder = await findHolder(`${resolve(path)}.lock`);
  if (!holder?.alive) return [];
  const who = describeOwner(holder.owner);
  if (isRunning) return [toFinding("ok", `${path} is in use by ${who}`)];
  return [toFinding("wrong", `${path} is in use by ${who}, and no stand-in answers at this port`)];
}

/** The nearest folder that is there is where it will be made. */
async function examineFolder(path: string): Promise<Finding> {
  let folder = dirname(resolve(path));
  while ((await access(folder, constants.F_OK).then(() => "", ignoreMissing)) === undefined) folder = dirname(folder);
  await access(folder, constants.W_OK);
  return toFinding("ok", `${path} is not there yet, and will be made`);
}

async function examineRecords(path: string, frozen: FrozenWorld, names: readonly string[]): Promise<Finding[]> {
  const { complaints } = createEmulator({ apis: await chooseApis({ names }), frozen });
  const count = Object.values(frozen.collections).reduce((sum, records) => sum + records.length, 0);
  if (complaints.length === 0) return [toFinding("ok", `${path} has ${count} records, and all of them fit`)];
  const told = complaints.slice(0, MOST_TOLD).map((complaint) => toFinding("wrong", `does not fit: ${complaint}`));
  const untold = complaints.length - told.length;
  return untold > 0 ? [...told, toFinding("wrong", `and ${untold} more records do not fit`)] : told;
}

function toFinding(level: Finding["level"], message: string): Finding {
  return { check: "state", level, message };
}
