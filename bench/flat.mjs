// `npm run bench:flat`: shows that what a session costs does not grow with the records that are there. Times are medians of
// many, each size taking its turn in every round; they go through the emulator's one door, so that they are what a request
// costs, but for those marked "bare", which are the World's own. Writes docs/performance-sessions.md.
import { readFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildWhenStale } from "../scripts/house/build-when-stale.mjs";
import { ROOT } from "../scripts/house/project.mjs";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "300" }, sizes: { type: "string", default: "100,1000,10000,100000" } },
});
const sizes = values.sizes.split(",").map(Number);

await buildWhenStale();
// Only now, because they load what was built.
const { measureMemory } = await import("./flat/memory.mjs");
const { measureNested } = await import("./flat/nested.mjs");
const { measureOperations } = await import("./flat/operations.mjs");
const { writeReport } = await import("./flat/report.mjs");

const operations = await measureOperations(sizes, Number(values.rounds));
const nested = await measureNested(1000, Number(values.rounds));
const memory = await measureMemory([sizes[0] ?? 100, sizes.at(-1) ?? 100_000]);
await writeReport({
  sizes,
  operations,
  nested,
  memory,
  rounds: Number(values.rounds),
  machine: await describeMachine(),
});

async function describeMachine() {
  const { version } = /** @type {{ version: string }} */ (
    JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"))
  );
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model ?? "unknown"}, ${process.platform} ${process.arch}`;
  return `standin ${version}, Node ${process.version}, ${machine}`;
}
