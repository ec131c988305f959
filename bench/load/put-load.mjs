import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SEPARATOR, toWire } from "./ask.mjs";

/** @typedef {import("./ask.mjs").Ask} Ask */
/** @typedef {import("../processes.mjs").Processes} Processes */

/**
 * @typedef {object} LoadResult
 * @property {number} requests How many were answered.
 * @property {number} perSecond Those of each second.
 * @property {number} p50 Milliseconds that half of the requests took at most.
 * @property {number} p99 As `p50`, for 99 of 100.
 */

/**
 * @typedef {object} Load
 * @property {string} url The server's origin.
 * @property {readonly Ask[]} asks Sent in turn, again and again.
 * @property {number} connections Kept alive, one request under way on each.
 * @property {number} seconds A whole number.
 */

/** @typedef {{ name: string, put: (load: Load) => Promise<LoadResult> }} LoadGenerator */

const NODE_LOAD = join(import.meta.dirname, "node-load.mjs");
const WRK_SCRIPT = join(import.meta.dirname, "wrk.lua");

/**
 * What puts load on a server, from a process of its own: wrk where it is there, else one of ours.
 * @param {Processes} processes @param {string} folder For its files. @returns {LoadGenerator}
 */
export function findLoadGenerator(processes, folder) {
  const wrk = spawnSync("wrk", ["-v"], { encoding: "utf8" });
  const [version] = /wrk \S+/.exec(`${wrk.stdout}${wrk.stderr}`) ?? [];
  const file = join(folder, "requests.txt");
  return {
    name: version ?? "the built-in load generator (wrk is not on the PATH; Debian's package wrk has it)",
    async put({ url, asks, connections, seconds }) {
      await writeFile(file, asks.map((ask) => toWire(url, ask)).join(SEPARATOR));
      const limit = (seconds + 30) * 1000;
      const text =
        version === undefined
          ? await processes.read(process.execPath, [NODE_LOAD, url, `${connections}`, `${seconds}`, file], limit)
          : await processes.read(
              "wrk",
              ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "20s", "-s", WRK_SCRIPT, url, "--", file],
              limit,
            );
      return toResult(url, text);
    },
  };
}

/** @param {string} url @param {string} text @returns {LoadResult} @throws Error when a reply was no success. */
function toResult(url, text) {
  const line = text.split("\n").find((each) => each.startsWith("{"));
  if (line === undefined) throw new Error(`the load generator says nothing of ${url}: ${text}`);
  // What wrk.lua and node-load.mjs print.
  const told = /** @type {Record<"requests" | "microseconds" | "p50" | "p99" | "refused" | "broken", number>} */ (
    JSON.parse(line)
  );
  if (told.requests === 0) throw new Error("not one request was answered before the time was over");
  if (told.refused + told.broken > 0) {
    throw new Error(`of ${told.requests} requests ${told.refused} were refused and ${told.broken} broke off`);
  }
  const { requests, microseconds, p50, p99 } = told;
  return { requests, perSecond: requests / (microseconds / 1e6), p50: p50 / 1000, p99: p99 / 1000 };
}
