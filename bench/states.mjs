import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../scripts/house/project.mjs";
import { createFixture, createRecords } from "./records.mjs";

/** @typedef {import("./processes.mjs").Processes} Processes */

/**
 * @typedef {object} State What servers begin with.
 * @property {number} size How many records it has.
 * @property {string} records The records alone, as a JSON file.
 * @property {{ command: string, folder: string, fixture: string, headers: Record<string, string> }} [standin] The stand-in's
 *   command, the folder with its state file, the fixture that it was made from, and what its requests carry.
 */

/**
 * Writes a state of so many records.
 * @param {string} folder @param {number} size @param {boolean} withStandin Whether the stand-in is to be started with it.
 * @param {Processes} processes @returns {Promise<State>}
 */
export async function createState(folder, size, withStandin, processes) {
  const own = join(folder, `state-${size}`);
  await mkdir(join(own, "standin"), { recursive: true });
  const records = join(own, "records.json");
  const integrations = createRecords(size);
  await writeFile(records, JSON.stringify(integrations));
  if (!withStandin) return { size, records };
  const fixture = join(own, "fixture.json");
  await writeFile(fixture, JSON.stringify(await createFixture(integrations)));
  const command = join(ROOT, "dist/cli.js");
  const run = (/** @type {string[]} */ ...args) => processes.read(process.execPath, [command, ...args], 120_000, own);
  await run("seed", "--state", "standin/state.json", "--seed", fixture);
  const token = await run("token", "--api", "fassport", "--as", "admin", "--seed", fixture);
  const headers = { authorization: `Bearer ${token.trim()}` };
  return { size, records, standin: { command, folder: join(own, "standin"), fixture, headers } };
}
