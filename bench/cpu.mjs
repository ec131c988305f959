// `npm run bench:cpu`: what a request, and a start, takes of a processor, in units of the bare server's in the same round.
// Unlike a rate it hardly changes with what else the machine does, so it serves to compare two versions of the stand-in:
// --with FOLDER (repeatable) measures another checkout that was built, beside this one. Linux alone tells it closely enough.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildWhenStale } from "../scripts/house/build-when-stale.mjs";
import { KINDS } from "./compare/measure-peers.mjs";
import { prepareBare, prepareStandin } from "./contenders.mjs";
import { findFreePort, measureMemory } from "./processes.mjs";
import { createSetting } from "./setting.mjs";
import { rotate, toSpread, writeMegabytes, writeNumber, writeSpread, writeTable } from "./spread.mjs";

/** @typedef {import("./contenders.mjs").Asks} Asks */
/** @typedef {import("./contenders.mjs").Place} Place */
/** @typedef {import("./processes.mjs").Server} Server */
/** @typedef {import("./setting.mjs").Setting} Setting */

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "2" },
    starts: { type: "string", default: "20" },
    with: { type: "string", multiple: true, default: [] },
    sync: { type: "boolean", default: false },
    kind: { type: "string", multiple: true, default: [] },
  },
});
const kinds = KINDS.filter((kind) => values.kind.length === 0 || values.kind.includes(kind));

await buildWhenStale();
const amounts = {
  quick: false,
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  starts: Number(values.starts),
};
const setting = await createSetting({ ...amounts, warmUp: 1, connections: 64, records: 10_000, sizes: [] }, [
  "standin",
]);

/**
 * @typedef {object} Measured One of those that are compared.
 * @property {string} name
 * @property {(place: Place) => ReturnType<typeof prepareBare>} prepare
 * @property {Record<keyof Asks, number[]>} requests Microseconds each.
 * @property {number[]} starts Milliseconds each.
 * @property {number[]} memory Bytes after the reads.
 */

/** @type {Measured[]} */
const measured = [
  { name: "bare node:http", prepare: prepareBare },
  { name: "Standin", prepare: (/** @type {Place} */ place) => prepareStandin(place, []) },
  ...(values.sync
    ? [{ name: "Standin --sync", prepare: (/** @type {Place} */ place) => prepareStandin(place, ["--sync"]) }]
    : []),
  ...values.with.map((folder) => ({
    name: folder,
    prepare: (/** @type {Place} */ place) => prepareOther(folder, place),
  })),
].map((each) => ({ ...each, requests: { one: [], list: [], create: [] }, starts: [], memory: [] }));

for (let round = 0; round < setting.rounds; round++) await runRound(round);
for (let turn = -1; turn < setting.starts; turn++) await runStarts(turn);
console.log(write());
await setting.end();

/** @param {string} folder @param {Place} place */
function prepareOther(folder, place) {
  const { standin } = place.state;
  if (standin === undefined) throw new Error("this state was made without the stand-in's files");
  const command = join(resolve(folder), "dist/cli.js");
  return prepareStandin({ ...place, state: { ...place.state, standin: { ...standin, command } } }, []);
}

/** @param {number} round */
async function runRound(round) {
  const state = await setting.createState(setting.records);
  for (const each of rotate(measured, round)) {
    setting.say(`round ${round + 1} of ${setting.rounds}: ${each.name}`);
    const { command, asks } = await each.prepare({
      state,
      cwd: await setting.createFolder(),
      port: await findFreePort(),
    });
    if (typeof asks === "function") throw new Error("it names its records itself");
    const server = await setting.processes.start(command);
    for (const kind of kinds) {
      each.requests[kind].push(await measureRequests(server, asks[kind]));
      if (kind === "list") each.memory.push(await measureMemory(server.pid));
    }
    await server.stop();
  }
}

/** Microseconds of a processor that a request takes. @param {Server} server @param {Asks[keyof Asks]} asks */
async function measureRequests({ url, pid }, asks) {
  await setting.warmUpWith(url, asks);
  const before = readProcessorTime(pid);
  const { requests } = await setting.putOnce(url, asks);
  return (readProcessorTime(pid) - before) / requests / 1000;
}

/** @param {number} turn The first is thrown away: it reads from the disk what the others find in memory. */
async function runStarts(turn) {
  const state = await setting.createState(100);
  for (const each of rotate(measured, turn + 1)) {
    setting.say(`start ${turn + 1} of ${setting.starts}: ${each.name}`);
    const { command } = await each.prepare({ state, cwd: await setting.createFolder(), port: await findFreePort() });
    const server = await setting.processes.start(command);
    if (turn >= 0) each.starts.push(readProcessorTime(server.pid) / 1e6);
    await server.stop();
  }
}

/** Nanoseconds that a process and all of its threads have had of a processor. @param {number} pid */
function readProcessorTime(pid) {
  const tasks = readdirSync(`/proc/${pid}/task`);
  return tasks.reduce(
    (sum, task) => sum + Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0]),
    0,
  );
}

function write() {
  const [bare] = measured;
  if (bare === undefined) throw new Error("nothing was measured");
  return writeTable(
    ["", ...kinds.flatMap((kind) => [`${kind}, µs`, "of bare"]), "start, ms", "times bare", "memory"],
    measured.map((each) => [
      each.name,
      ...kinds.flatMap((kind) => [
        writeMedian(each.requests[kind]),
        writeRatios(bare.requests[kind], each.requests[kind]),
      ]),
      writeMedian(each.starts),
      writeRatios(each.starts, bare.starts),
      writeSpread(each.memory, writeMegabytes),
    ]),
  );
}

/** @param {readonly number[]} numbers */
function writeMedian(numbers) {
  return writeNumber(toSpread(numbers).median);
}

/** Round by round. @param {readonly number[]} these @param {readonly number[]} those */
function writeRatios(these, those) {
  const ratios = these.map((value, at) => value / (those[at] ?? NaN));
  return writeSpread(ratios, writeNumber);
}
