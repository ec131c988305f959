// `npm run bench`: how fast the stand-in is, beside its peers, as its state grows, and in process. Writes docs/performance.md
// when everything was measured. --quick takes one short round, --part N one part, --only NAME (repeatable) one contender.
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { measureDisk } from "./compare/measure-disk.mjs";
import { buildWhenStale } from "../scripts/house/build-when-stale.mjs";
import { NAMES } from "./contenders.mjs";
import { createSetting } from "./setting.mjs";
import { writeReport } from "./write-report.mjs";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    part: { type: "string", multiple: true, default: [] },
  },
});
const { quick, only } = values;
const wrong = [...only.filter((name) => !NAMES.includes(name)), ...values.part.filter((part) => !/^[123]$/.test(part))];
if (wrong.length > 0) {
  console.error(`there is no ${wrong.join(", ")}; --part is 1, 2 or 3, --only one of ${NAMES.join(", ")}`);
  process.exit(2);
}
const names = only.length === 0 ? NAMES : only;
const withStandin = names.some((name) => name.startsWith("standin"));
// Two parts are about the stand-in alone.
const parts = values.part.length > 0 ? values.part.map(Number) : withStandin ? [1, 2, 3] : [1];
const sizes = [100, 1000, 10_000, 100_000];
const amounts = quick
  ? { quick, rounds: 1, seconds: 1, warmUp: 1, starts: 2, connections: 64, records: 10_000, sizes }
  : { quick, rounds: 5, seconds: 3, warmUp: 1, starts: 15, connections: 64, records: 10_000, sizes };

const [busy = 0] = loadavg();
if (withStandin) await buildWhenStale();
const setting = await createSetting(amounts, names);
/** @type {string[]} */
const texts = [];
if (parts.includes(1)) {
  const [{ measurePeers }, { writePeers }] = await Promise.all([
    import("./compare/measure-peers.mjs"),
    import("./compare/write-peers.mjs"),
  ]);
  const disk = await measureDisk(setting.folder);
  texts.push(await writePeers(await measurePeers(setting), setting, disk));
}
if (parts.includes(2)) {
  const { measureGrowth } = await import("./growth/measure-growth.mjs");
  const { writeGrowth } = await import("./growth/write-growth.mjs");
  texts.push(writeGrowth(await measureGrowth(setting), setting.sizes, await measureDisk(setting.folder)));
}
if (parts.includes(3)) {
  const { measureCalls } = await import("./in-process/measure-calls.mjs");
  const { writeCalls } = await import("./in-process/write-calls.mjs");
  texts.push(writeCalls(await measureCalls(setting)));
}
// Only a whole run is kept.
await writeReport(texts, { quick, busy, load: setting.load, amounts, isKept: only.length === 0 && parts.length === 3 });
await setting.end();
