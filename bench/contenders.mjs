import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LARGE, LISTED, NEW, ROWS, toId, toPath } from "./records.mjs";
import { emulate } from "./peers/emulate.mjs";
import { jsonServer } from "./peers/json-server.mjs";
import { mockoon } from "./peers/mockoon.mjs";
import { prism } from "./peers/prism.mjs";
import { scalar } from "./peers/scalar.mjs";
import { installPeer } from "./peers/install-peer.mjs";

/** @typedef {import("./load/ask.mjs").Ask} Ask */
/** @typedef {import("./processes.mjs").Command} Command */
/** @typedef {import("./processes.mjs").Processes} Processes */
/** @typedef {import("./states.mjs").State} State */

/** @typedef {{ one: Ask[], list: Ask[], create: Ask[] }} Asks Requests for one record, for a list of a hundred, and that make one. */

/**
 * @typedef {object} Prepared A server that is ready to be started.
 * @property {Command} command
 * @property {Asks | ((url: string) => Promise<Asks>)} asks What to ask it; some servers name their records themselves.
 */

/**
 * @typedef {object} Place Where a server is started, and with what.
 * @property {State} state
 * @property {string} cwd An empty folder.
 * @property {number} port
 */

/**
 * @typedef {object} Contender One of those that are measured.
 * @property {string} name
 * @property {string} [version]
 * @property {string} [about] What should be known beside its figures.
 * @property {(place: Place) => Promise<Prepared>} prepare
 */

/** @typedef {import("./peers/install-peer.mjs").Skipped} Skipped */

/** @typedef {(folder: string, place: Place) => Promise<Prepared>} PreparePeer */

/** Names of all, in the order of the tables. */
export const NAMES = [
  "bare",
  "fastify",
  "standin",
  "standin-sync",
  "json-server",
  "emulate",
  "mockoon",
  "prism",
  "scalar",
];

/** @type {Record<string, PreparePeer>} */
const PEERS = { fastify: prepareFastify, "json-server": jsonServer, emulate, mockoon, prism, scalar };

/**
 * Those of the names, the bare server always first; peers are installed where they are not.
 * @param {readonly string[]} names @param {Processes} processes
 */
export async function listContenders(names, processes) {
  /** @type {Contender[]} */
  const contenders = [{ name: "bare", prepare: prepareBare }];
  /** @type {Skipped[]} */
  const skipped = [];
  for (const name of NAMES.filter((each) => each !== "bare" && names.includes(each))) {
    const preparePeer = PEERS[name];
    if (preparePeer === undefined) {
      contenders.push({ name, prepare: (place) => prepareStandin(place, name === "standin-sync" ? ["--sync"] : []) });
      continue;
    }
    const peer = await installPeer(name, processes);
    if ("reason" in peer) skipped.push(peer);
    else contenders.push({ ...peer, prepare: (place) => preparePeer(peer.folder, place) });
  }
  return { contenders, skipped };
}

/** @param {Place} place @returns {Promise<Prepared>} */
export async function prepareBare({ state, cwd, port }) {
  return Promise.resolve(
    toPrepared([join(import.meta.dirname, "bare-server.mjs"), `${port}`, state.records], cwd, port),
  );
}

/** @param {string} folder @param {Place} place @returns {Promise<Prepared>} */
async function prepareFastify(folder, { state, cwd, port }) {
  const entry = join(folder, "node_modules/fastify/fastify.js");
  const script = join(import.meta.dirname, "fastify-server.mjs");
  return Promise.resolve(toPrepared([script, `${port}`, state.records, entry], cwd, port));
}

/**
 * The stand-in as `standin serve` starts it: all APIs, all checks, a state file unless the flags say otherwise.
 * @param {Place} place @param {readonly string[]} flags @returns {Promise<Prepared>}
 */
export async function prepareStandin({ state, cwd, port }, flags) {
  if (state.standin === undefined) throw new Error("this state was made without the stand-in's files");
  const { command, folder, fixture, headers } = state.standin;
  const where = flags.includes("--ephemeral") ? ["--seed", fixture] : ["--state", "state.json"];
  await cp(folder, cwd, { recursive: true });
  await writeFile(join(cwd, "standin.config.json"), "{}");
  const args = [command, "serve", "--port", `${port}`, ...where, "--log-level", "warn", ...flags];
  return toPrepared(args, cwd, port, headers);
}

/** @param {string[]} args @param {string} cwd @param {number} port @param {Record<string, string>} [headers] @returns {Prepared} */
function toPrepared(args, cwd, port, headers = {}) {
  const list = { path: toPath(LISTED), headers };
  const one = Array.from({ length: ROWS }, (_, index) => ({ path: toPath(LISTED, toId(index)), headers }));
  const create = [{ method: "POST", path: toPath(LARGE), headers, json: NEW }];
  return { command: { args, cwd, port, first: one[0] ?? list }, asks: { one, list: [list], create } };
}
