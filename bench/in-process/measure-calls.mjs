import { join } from "node:path";
import { prepareBare } from "../contenders.mjs";
import { findFreePort } from "../processes.mjs";

/** @typedef {import("../setting.mjs").Setting} Setting */

/** Ways to get one record, as call.mjs knows them. */
export const WAYS = /** @type {const} */ (["loopback", "handle", "fetch", "unread", "msw"]);

/** @typedef {Record<typeof WAYS[number], number[]>} Calls Calls a second, by round. */

/** Measures calls in process, beside `fetch` to the bare server over loopback. @param {Setting} setting @returns {Promise<Calls>} */
export async function measureCalls(setting) {
  const state = await setting.createState(setting.records);
  const cwd = await setting.createFolder();
  const { command } = await prepareBare({ state, cwd, port: await findFreePort() });
  const server = await setting.processes.start(command);
  /** @type {Calls} */
  const calls = { loopback: [], handle: [], fetch: [], unread: [], msw: [] };
  for (let round = 0; round < setting.rounds; round++) {
    for (const way of WAYS) {
      setting.say(`in process, round ${round + 1} of ${setting.rounds}: ${way}`);
      const script = join(import.meta.dirname, "call.mjs");
      const args = [script, way, `${setting.seconds}`, state.standin?.fixture ?? "", server.url];
      calls[way].push(Number(await setting.processes.read(process.execPath, args, 60_000)));
    }
  }
  await server.stop();
  return calls;
}
