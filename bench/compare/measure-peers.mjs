import { listContenders } from "../contenders.mjs";
import { send } from "../load/ask.mjs";
import { findFreePort, measureMemory } from "../processes.mjs";
import { ROWS } from "../records.mjs";
import { rotate } from "../spread.mjs";

/** @typedef {import("../contenders.mjs").Asks} Asks */
/** @typedef {import("../contenders.mjs").Contender} Contender */
/** @typedef {import("../setting.mjs").Setting} Setting */

/** What is asked, in this order: what makes records comes last. @type {readonly (keyof Asks)[]} */
export const KINDS = ["one", "list", "create"];

/**
 * @typedef {object} Measured One contender's figures, round by round.
 * @property {Contender} contender
 * @property {Record<keyof Asks, import("../load/put-load.mjs").LoadResult[]>} loads
 * @property {number[]} memoryFresh Bytes before the load,
 * @property {number[]} memoryRead after reading,
 * @property {number[]} memoryWritten and after writing.
 * @property {number[]} starts Milliseconds from the start to the first answer.
 * @property {string} [failure] Why it has no more of them.
 */

/** Measures all contenders beside each other: in every round each is started anew, and all take turns. @param {Setting} setting */
export async function measurePeers(setting) {
  const { contenders, skipped } = await listContenders(setting.names, setting.processes);
  const state = await setting.createState(setting.records);
  /** @type {Measured[]} */
  const measured = contenders.map((contender) => ({
    contender,
    loads: { one: [], list: [], create: [] },
    memoryFresh: [],
    memoryRead: [],
    memoryWritten: [],
    starts: [],
  }));
  for (let round = 0; round < setting.rounds; round++) await runRound(setting, state, measured, round);
  await measureStarts(setting, measured);
  return { measured, skipped, records: setting.records };
}

/** @param {Setting} setting @param {import("../states.mjs").State} state @param {readonly Measured[]} measured @param {number} round */
async function runRound(setting, state, measured, round) {
  /** @type {{ each: Measured, server: import("../processes.mjs").Server, asks: Asks }[]} */
  const running = [];
  for (const each of measured.filter(({ failure }) => failure === undefined)) {
    await noteFailure(each, async () => {
      const { server, asks } = await start(setting, state, each.contender);
      running.push({ each, server, asks });
      await checkAnswers(server.url, asks);
      each.memoryFresh.push(await measureMemory(server.pid));
    });
  }
  for (const kind of KINDS) {
    for (const { each, server, asks } of rotate(running, round)) {
      if (each.failure !== undefined) continue;
      setting.say(`round ${round + 1} of ${setting.rounds}: ${kind}, ${each.contender.name}`);
      await noteFailure(each, async () => {
        each.loads[kind].push(await setting.putLoad(server.url, asks[kind]));
        if (kind === "list") each.memoryRead.push(await measureMemory(server.pid));
        if (kind === "create") each.memoryWritten.push(await measureMemory(server.pid));
      });
    }
  }
  for (const { server } of running) await server.stop();
}

/** Starts with a hundred records, in turns. @param {Setting} setting @param {readonly Measured[]} measured */
async function measureStarts(setting, measured) {
  const state = await setting.createState(100);
  // The first of each is thrown away: it reads from the disk what the others find in memory.
  for (let turn = 0; turn <= setting.starts; turn++) {
    for (const each of measured.filter(({ failure }) => failure === undefined)) {
      if (each.contender.name === "standin-sync") continue;
      setting.say(`start ${turn} of ${setting.starts}: ${each.contender.name}`);
      await noteFailure(each, async () => {
        const { server } = await start(setting, state, each.contender, false);
        if (turn > 0) each.starts.push(server.started);
        await server.stop();
      });
    }
  }
}

/** @param {Setting} setting @param {import("../states.mjs").State} state @param {Contender} contender */
async function start(setting, state, contender, isAsked = true) {
  const cwd = await setting.createFolder();
  const { command, asks } = await contender.prepare({ state, cwd, port: await findFreePort() });
  const server = await setting.processes.start(command);
  /** @type {Asks} */
  const none = { one: [], list: [], create: [] };
  return { server, asks: isAsked ? (typeof asks === "function" ? await asks(server.url) : asks) : none };
}

/** Sees to it that all do the same work. @param {string} url @param {Asks} asks @throws Error when an answer is not what it should be. */
async function checkAnswers(url, { one: [one], list: [list], create: [create] }) {
  if (!one || !list || !create) throw new Error("there is nothing to ask");
  const text = await send(url, list);
  // An array, or an object with one.
  const body = /** @type {{ name: string }[] | { data: { name: string }[] }} */ (JSON.parse(text));
  const rows = Array.isArray(body) ? body : body.data;
  if (rows.length !== ROWS) throw new Error(`its list has ${rows.length} rows`);
  for (const ask of [one, create]) {
    const { name } = /** @type {{ name?: unknown }} */ (JSON.parse(await send(url, ask))); // a record
    if (typeof name !== "string") throw new Error(`${ask.path} was not answered with a record`);
  }
}

/** What fails is told with the results, and ends no run of the others. @param {Measured} each @param {() => Promise<void>} run */
async function noteFailure(each, run) {
  try {
    await run();
  } catch (error) {
    each.failure = error instanceof Error ? error.message : String(error);
  }
}
