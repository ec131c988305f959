// `node call.mjs WAY SECONDS FIXTURE URL`: how often a second one way is gone, one call after the other, each reply read.
// A process for each way, as msw changes the whole process. Prints the number.
import { readFile } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { LISTED, toId, toPath } from "../records.mjs";

/** @typedef {(id: string, headers: Record<string, string>) => Promise<unknown>} Way */

const [, , way = "", seconds, fixtureFile = "", url = ""] = process.argv;
const HOST = "https://app.fassport.co";

const { call, headers } = await prepare();
for (let count = 0; count < 200; count++) await callOnce(count);
const begin = performance.now();
const end = begin + Number(seconds) * 1000;
let count = 0;
while (performance.now() < end) await callOnce(count++);
console.log(count / ((performance.now() - begin) / 1000));
process.exit(0);

/** @param {number} index */
async function callOnce(index) {
  await call(toPath(LISTED, toId(index % 100)), headers);
}

/** @returns {Promise<{ call: Way, headers: Record<string, string> }>} */
async function prepare() {
  if (way === "loopback") return { call: (path, own) => read(fetch(url + path, { headers: own })), headers: {} };
  const emulator = await createStandin();
  const { headers: own } = await emulator.issueCredential("fassport", { as: "admin" });
  /** @type {Record<string, Way>} */
  const ways = {
    async handle(path, carried) {
      const { status } = await emulator.handle({ method: "GET", url: path, headers: carried, body: undefined });
      if (status !== 200) throw new Error(`${path} was answered ${status}`);
    },
    fetch: (path, carried) => read(emulator.fetch(HOST + path, { headers: carried })),
    unread: (path, carried) => emulator.fetch(HOST + path, { headers: carried }),
    msw: (path, carried) => read(fetch(HOST + path, { headers: carried })),
  };
  if (way === "msw") {
    const [{ setupServer }, { toMswHandlers }] = await Promise.all([import("msw/node"), import("standin/msw")]);
    setupServer(...toMswHandlers(emulator)).listen();
  }
  const chosen = ways[way];
  if (chosen === undefined) throw new Error(`there is no way ${way}`);
  return { call: chosen, headers: own };
}

async function createStandin() {
  const [{ createEmulator }, { loadApis }] = await Promise.all([import("standin"), import("standin/node")]);
  // The bench has written it.
  const fixture = /** @type {import("standin").Fixture} */ (JSON.parse(await readFile(fixtureFile, "utf8")));
  return createEmulator({ apis: await loadApis(), seed: [fixture] });
}

/** @param {Promise<Response>} sent */
async function read(sent) {
  const response = await sent;
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return response.text();
}
