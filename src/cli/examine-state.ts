import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { readSavedState, replayJournal, type SavedJournal, type SavedState } from "../adapters/saved-state.js";
import { ignoreMissing, StateFileError } from "../adapters/state-file-error.js";
import { MIGRATIONS } from "../adapters/state-file-format.js";
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
    const saved = await readSettled(path);
    if (saved === undefined) return [...held, await examineFolder(path)];
    await access(path, constants.R_OK | constants.W_OK);
    return [...held, ...examineJournal(path, saved.journal), ...(await examineRecords(path, saved.frozen, apis))];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [toFinding("wrong", error instanceof StateFileError ? reason : `${path} can't be used: ${reason}`)];
  }
}

/** What was kept. A stand-in that runs may write the whole just between our looks at its two files: then they are looked at again. */
async function readSettled(path: string): Promise<SavedState | undefined> {
  for (let look = 1; ; look += 1) {
    try {
      const saved = await readSavedState(path, MIGRATIONS);
      return saved && replayJournal(path, saved);
    } catch (error) {
      if (look === 3 || !(error instanceof StateFileError)) throw error;
    }
  }
}

function examineJournal(path: string, { steps, cutOff }: SavedJournal): Finding[] {
  const cut = `the last ${cutOff} bytes of ${path}.journal are of a line that was cut off, and will be left out`;
  const more = `${path}.journal has ${steps.length} more changes, which belong to ${path} and are read at the next start: who copies one needs both`;
  return [...(steps.length > 0 ? [toFinding("note", more)] : []), ...(cutOff > 0 ? [toFinding("note", cut)] : [])];
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
