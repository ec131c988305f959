import { once } from "node:events";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { prepareBare, prepareStandin } from "../contenders.mjs";
import { send } from "../load/ask.mjs";
import { findFreePort, measureMemory } from "../processes.mjs";
import { LARGE, LISTED, ROWS, toId, toPath } from "../records.mjs";
import { rotate } from "../spread.mjs";

/** @typedef {import("../setting.mjs").Setting} Setting */
/** @typedef {import("../load/ask.mjs").Ask} Ask */
/** @typedef {import("../processes.mjs").Server} Server */

/**
 * @typedef {object} Grown The stand-in's figures with so many records: microseconds per request under load, unless said.
 * @property {number} size
 * @property {number[]} read By id, of ids from all over the state.
 * @property {number[]} list Of a hundred rows.
 * @property {number[]} write A change, kept as by default,
 * @property {number[]} writeSync with --sync,
 * @property {number[]} writeEphemeral and in memory only.
 * @property {number[]} readP99 Milliseconds,
 * @property {number[]} writeP99 and these.
 * @property {number[]} fork Milliseconds of a session's first request, alone,
 * @property {number[]} snapshot and of keeping a snapshot.
 * @property {number[]} start Milliseconds to the first answer.
 * @property {number[]} bareStart The same of the bare server, which parses as many records.
 * @property {number} memory Bytes after the reads.
 * @property {number} rows Of the longest list that there is.
 * @property {number[]} pause Milliseconds that the event loop was held up at most while that list was asked for.
 * @property {number[]} whole Milliseconds that the list took.
 * @property {number[]} checkpoint Milliseconds that it took to write the whole state,
 * @property {number[]} checkpointPause and for which the event loop was held up at most meanwhile.
 */

/** @typedef {{ grown: Grown, server: Server, others: { writeSync: Server, writeEphemeral: Server }, headers: Record<string, string> }} Running */

/** Measures the stand-in with states of each size, which take turns. @param {Setting} setting @returns {Promise<Grown[]>} */
export async function measureGrowth(setting) {
  /** @type {Running[]} */
  const running = [];
  for (const size of setting.sizes) running.push(await start(setting, size));
  for (let round = 0; round < setting.rounds; round++) await runLoads(setting, running, round);
  setting.say("growth: forks and snapshots");
  await measureSingles(running, setting.quick ? 50 : 300);
  for (const each of running) {
    setting.say(`growth: the whole list among ${each.grown.size}`);
    await measurePause(each);
    await measureCheckpoint(each);
    for (const server of [each.server, ...Object.values(each.others)]) await server.stop();
  }
  for (let turn = 0; turn < (setting.quick ? 1 : 5); turn++) {
    for (const { grown } of running) await measureStart(setting, grown);
  }
  return running.map(({ grown }) => grown);
}

/** @param {Setting} setting @param {number} size @returns {Promise<Running>} */
async function start(setting, size) {
  setting.say(`growth: a state of ${size}`);
  const state = await setting.createState(size);
  const prepare = async (/** @type {string[]} */ ...flags) => {
    const place = { state, cwd: await setting.createFolder(), port: await findFreePort() };
    return (await prepareStandin(place, flags)).command;
  };
  const command = await prepare();
  const args = ["--import", join(import.meta.dirname, "pause-probe.mjs"), ...command.args];
  const server = await setting.processes.start({ ...command, args, talks: true });
  const others = {
    writeSync: await setting.processes.start(await prepare("--sync")),
    writeEphemeral: await setting.processes.start(await prepare("--ephemeral")),
  };
  const loads = { read: [], list: [], write: [], writeSync: [], writeEphemeral: [], readP99: [], writeP99: [] };
  const singles = { fork: [], snapshot: [], start: [], bareStart: [] };
  const wholes = { memory: 0, rows: 0, pause: [], whole: [], checkpoint: [], checkpointPause: [] };
  return { grown: { size, ...loads, ...singles, ...wholes }, server, others, headers: state.standin?.headers ?? {} };
}

/** @param {Setting} setting @param {readonly Running[]} running @param {number} round */
async function runLoads(setting, running, round) {
  for (const kind of /** @type {const} */ (["read", "list", "write", "writeSync", "writeEphemeral"])) {
    for (const { grown, server, others, headers } of rotate(running, round)) {
      setting.say(`growth, round ${round + 1} of ${setting.rounds}: ${kind} among ${grown.size}`);
      const { url } = kind === "writeSync" || kind === "writeEphemeral" ? others[kind] : server;
      const { perSecond, p99 } = await setting.putLoad(url, listAsks(kind, grown.size, headers));
      grown[kind].push(1e6 / perSecond);
      if (kind === "read" || kind === "write") grown[`${kind}P99`].push(p99);
      if (kind === "list") grown.memory = await measureMemory(server.pid);
    }
  }
}

/** @param {"read" | "list" | "write" | "writeSync" | "writeEphemeral"} kind @param {number} size @param {Record<string, string>} headers @returns {Ask[]} */
function listAsks(kind, size, headers) {
  if (kind === "list") return [{ path: toPath(LISTED), headers }];
  const paths = Array.from({ length: ROWS }, (_, index) => toRecordPath(Math.floor((index * size) / ROWS)));
  if (kind === "read") return paths.map((path) => ({ path, headers }));
  // Changes, so that the state stays as large as it is; each to another value than the one before.
  return ["Outlook", "Gmail"].flatMap((provider) =>
    paths.map((path) => ({ method: "PUT", path, headers, json: { provider } })),
  );
}

/** @param {number} index */
function toRecordPath(index) {
  return toPath(index < ROWS ? LISTED : LARGE, toId(index));
}

/** One request at a time. @param {readonly Running[]} running @param {number} times */
async function measureSingles(running, times) {
  // Some first, for the compiler to find what is hot.
  for (let count = -30; count < times; count++) {
    for (const { grown, server, headers } of rotate(running, Math.abs(count))) {
      const path = toRecordPath(grown.size - 1);
      const session = { ...headers, "x-standin-session": `measured-${count}` };
      const forked = await time(() => send(server.url, { path, headers: session }));
      const ask = { method: "POST", path: "/__standin/snapshots", json: { name: "measured" } };
      const kept = await time(() => send(server.url, ask));
      if (count < 0) continue;
      grown.fork.push(forked);
      grown.snapshot.push(kept);
    }
  }
}

/** How long a server's event loop was held up at most since the last question. @param {Server} server */
async function askPause({ child }) {
  const told = once(child, "message");
  child.send("how long?");
  const [longest] = /** @type {[number]} */ (await told); // what the probe sends
  return longest;
}

/** A snapshot of a session that is not kept is answered when the whole is written. @param {Running} running */
async function measureCheckpoint({ grown, server, headers }) {
  const session = { "x-standin-session": "passing" };
  await send(server.url, { path: toPath(LISTED), headers: { ...headers, ...session } });
  const ask = { method: "POST", path: "/__standin/snapshots", headers: session, json: { name: "whole" } };
  for (let count = 0; count < 4; count++) {
    await askPause(server);
    const taken = await time(() => send(server.url, ask));
    if (count > 0) grown.checkpointPause.push(await askPause(server));
    if (count > 0) grown.checkpoint.push(taken);
  }
}

/** @param {Running} running */
async function measurePause({ grown, server, headers }) {
  const { url } = server;
  const path = toPath(grown.size > ROWS ? LARGE : LISTED);
  for (let count = 0; count < 4; count++) {
    await askPause(server);
    const whole = await time(async () => {
      const rows = /** @type {unknown[]} */ (JSON.parse(await send(url, { path, headers }))); // as the document has it
      grown.rows = rows.length;
    });
    // The first is asked of code that is not compiled yet.
    if (count > 0) grown.pause.push(await askPause(server));
    if (count > 0) grown.whole.push(whole);
  }
}

/** @param {Setting} setting @param {Grown} grown */
async function measureStart(setting, grown) {
  const state = await setting.createState(grown.size);
  for (const [times, prepare] of /** @type {const} */ ([
    [grown.start, prepareStandin],
    [grown.bareStart, prepareBare],
  ])) {
    setting.say(`growth: start with ${grown.size}`);
    const { command } = await prepare({ state, cwd: await setting.createFolder(), port: await findFreePort() }, []);
    const server = await setting.processes.start(command);
    times.push(server.started);
    await server.stop();
  }
}

/** Milliseconds. @param {() => Promise<unknown>} run */
async function time(run) {
  const begin = performance.now();
  await run();
  return performance.now() - begin;
}
