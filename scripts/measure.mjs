// `npm run measure`: how fast the stand-in starts and answers and how much memory it takes, each beside a bare `node:http`
// server on the same machine in the same minute. Absolute figures differ from machine to machine, and what else runs there
// changes them; the shares do much less.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { buildWhenStale } from "./house/build-when-stale.mjs";
import { putLoad } from "./measure/load.mjs";
import { measureMemory, startBare, startStandin } from "./measure/servers.mjs";

/** @typedef {import("./measure/servers.mjs").Server} Server */

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "3" },
    starts: { type: "string", default: "10" },
    connections: { type: "string", default: "32" },
  },
});
const [seconds, starts, connections] = [Number(values.seconds), Number(values.starts), Number(values.connections)];

const INTEGRATIONS = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const NEW = JSON.stringify({ name: "Measured", type: "Email", provider: "Gmail", config: { folder: "Inbox" } });

await buildWhenStale();
const folder = await mkdtemp(join(tmpdir(), "standin-measure-"));
try {
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}\n`);
  await measureStarts();
  console.log("");
  await measureLoads();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measureStarts() {
  /** @type {{ standin: number[], bare: number[] }} */
  const times = { standin: [], bare: [] };
  // The first of each is thrown away: it reads from the disk what the others find in memory.
  for (let round = 0; round <= starts; round++) {
    const own = await timeStart(() => startStandin(join(folder)), INTEGRATIONS);
    const bare = await timeStart(() => startBare(folder), "/");
    if (round === 0) continue;
    times.standin.push(own);
    times.bare.push(bare);
  }
  const [own, bare] = [findMedian(times.standin), findMedian(times.bare)];
  printRow(`cold start to first answer, median of ${starts}`, "stand-in", "bare node:http", "ratio");
  printRow("", `${own.toFixed(0)} ms`, `${bare.toFixed(0)} ms`, (own / bare).toFixed(2));
}

/** Milliseconds from the command to the first answer. @param {() => Promise<Server>} start @param {string} path */
async function timeStart(start, path) {
  const begin = performance.now();
  const server = await start();
  const response = await fetch(server.url + path, { headers: server.headers });
  await response.text();
  const time = performance.now() - begin;
  if (!response.ok) throw new Error(`the first answer of ${server.url} was ${response.status}`);
  await server.stop();
  return time;
}

async function measureLoads() {
  const standin = await startStandin(folder);
  const response = await fetch(standin.url + INTEGRATIONS, { headers: standin.headers });
  const records = /** @type {{ _id: string }[]} */ (await response.json()); // as the document has it
  await writeFile(join(folder, "records.json"), JSON.stringify(records));
  const bare = await startBare(folder, join(folder, "records.json"));
  const fresh = await measureMemory(standin.pid);

  printRow(`${connections} connections, ${seconds} s each`, "stand-in", "bare node:http", "share", "p50 ms", "p99 ms");
  const one = INTEGRATIONS + (records[0]?.["_id"] ?? "");
  await compare("GET by id", { standin, bare, path: one });
  await compare(`list of ${records.length}`, { standin, bare, path: INTEGRATIONS });
  await compare("POST, durable", { standin, bare, path: INTEGRATIONS, body: NEW });

  const loaded = await measureMemory(standin.pid);
  await standin.stop();
  const open = await startStandin(folder, ["--ephemeral", "--auth", "off"]);
  await compare("GET by id, --auth off", { standin: { ...open, headers: {} }, bare, path: one });
  await compare("POST, --ephemeral --auth off", {
    standin: { ...open, headers: {} },
    bare,
    path: INTEGRATIONS,
    body: NEW,
  });
  await open.stop();

  console.log("");
  printRow("resident memory", "stand-in", "bare node:http");
  printRow("before the load", toMegabytes(fresh), "");
  printRow("after the load", toMegabytes(loaded), toMegabytes(await measureMemory(bare.pid)));
  await bare.stop();
}

/** @param {string} name @param {{ standin: Server, bare: Server, path: string, body?: string }} what */
async function compare(name, { standin, bare, path, body }) {
  const load = { connections, seconds, ...(body !== undefined && { method: "POST", body }) };
  // A moment of each first, for the compiler to find what is hot.
  await putLoad({ ...load, seconds: 0.5, url: bare.url + path, headers: bare.headers });
  const base = await putLoad({ ...load, url: bare.url + path, headers: bare.headers });
  await putLoad({ ...load, seconds: 0.5, url: standin.url + path, headers: standin.headers });
  const own = await putLoad({ ...load, url: standin.url + path, headers: standin.headers });
  const share = (own.perSecond / base.perSecond).toFixed(2);
  printRow(
    name,
    `${own.perSecond.toFixed(0)}/s`,
    `${base.perSecond.toFixed(0)}/s`,
    share,
    own.p50.toFixed(1),
    own.p99.toFixed(1),
  );
}

/** @param {readonly number[]} numbers */
function findMedian(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)] ?? 0,
    sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0,
  ];
  return (low + high) / 2;
}

/** @param {number} bytes */
function toMegabytes(bytes) {
  return `${(bytes / 1024 / 1024).toFixed(0)} MB`;
}

/** @param {string} name @param {readonly string[]} cells */
function printRow(name, ...cells) {
  console.log(name.padEnd(42) + cells.map((cell) => cell.padStart(15)).join(""));
}
