import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../scripts/house/project.mjs";
import { findLoadGenerator } from "./load/put-load.mjs";
import { createProcesses } from "./processes.mjs";
import { createState } from "./states.mjs";

/**
 * @typedef {object} Amounts How much is measured.
 * @property {boolean} quick
 * @property {number} rounds
 * @property {number} seconds For each load; a whole number.
 * @property {number} warmUp Seconds before it.
 * @property {number} starts
 * @property {number} connections
 * @property {number} records In the state beside the peers.
 * @property {readonly number[]} sizes Of the states whose cost is compared.
 */

/** @typedef {Awaited<ReturnType<typeof createSetting>>} Setting */

/**
 * What all parts share: a folder that goes away, processes that end, a load generator, states.
 * @param {Amounts} amounts @param {readonly string[]} names Contenders.
 */
export async function createSetting(amounts, names) {
  // In the project's folder and not among the temporary ones: those may be in memory, and writes are to reach a disk.
  await mkdir(join(ROOT, ".build"), { recursive: true });
  const folder = await mkdtemp(join(ROOT, ".build", "bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const processes = createProcesses(join(folder, "complaints.txt"));
  const withStandin = names.some((name) => name.startsWith("standin"));
  /** @type {Map<number, Promise<import("./states.mjs").State>>} */
  const states = new Map();
  const load = findLoadGenerator(processes, folder);
  let number = 0;
  return {
    ...amounts,
    names,
    folder,
    processes,
    load: load.name,
    /** Warms up, then measures. @param {string} url @param {readonly import("./load/ask.mjs").Ask[]} asks */
    async putLoad(url, asks) {
      const { connections, seconds, warmUp } = amounts;
      if (warmUp > 0) await load.put({ url, asks, connections, seconds: warmUp });
      return load.put({ url, asks, connections, seconds });
    },
    /** Warms up and no more. @param {string} url @param {readonly import("./load/ask.mjs").Ask[]} asks */
    warmUpWith: (url, asks) => load.put({ url, asks, connections: amounts.connections, seconds: amounts.warmUp }),
    /** Measures without warming up. @param {string} url @param {readonly import("./load/ask.mjs").Ask[]} asks */
    putOnce: (url, asks) => load.put({ url, asks, connections: amounts.connections, seconds: amounts.seconds }),
    /** @param {number} size */
    createState(size) {
      const made = states.get(size) ?? createState(folder, size, withStandin, processes);
      states.set(size, made);
      return made;
    },
    /** An empty folder. */
    async createFolder() {
      const own = join(folder, `run-${++number}`);
      await mkdir(own);
      return own;
    },
    /** @param {string} text */
    say: (text) => void process.stderr.write(process.stderr.isTTY ? `\r\u001B[K${text}` : `${text}\n`),
    end: () => rm(folder, { recursive: true, force: true }),
  };
}
