import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { findPackageBin, ROOT } from "../scripts/house/project.mjs";
import { writeMegabytes } from "./spread.mjs";

/**
 * @typedef {object} Circumstances
 * @property {boolean} quick
 * @property {number} busy The machine's load average before the run.
 * @property {string} load What put the load on.
 * @property {import("./setting.mjs").Amounts} amounts
 * @property {boolean} isKept Whether the results are to be written to the file.
 */

/** The load average from which on something else is at work. */
const BUSY = 1.5;

/** Prints the parts, and writes docs/performance.md if they are to be kept. @param {readonly string[]} texts @param {Circumstances} circumstances */
export async function writeReport(texts, circumstances) {
  const profile = await readFile(join(import.meta.dirname, "profile.md"), "utf8");
  const report = `${writeHead(circumstances)}\n${texts.join("\n")}\n${profile}`;
  console.log(`\n${report}`);
  if (!circumstances.isKept) return;
  await mkdir(join(ROOT, "docs"), { recursive: true });
  const file = join(ROOT, "docs", "performance.md");
  await writeFile(file, report);
  execFileSync(process.execPath, [findPackageBin("prettier"), "--write", "--log-level", "warn", file]);
  process.stderr.write(`written: ${file}\n`);
}

/** @param {Circumstances} circumstances */
function writeHead({ quick, busy, load, amounts: { rounds, seconds, warmUp, connections } }) {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model ?? "unknown"}, ${writeMegabytes(totalmem())}, ${process.platform} ${process.arch}`;
  const notices = [
    ...(quick ? ["**From a quick run**: one short round. Its figures are hints; a whole run replaces them."] : []),
    ...(busy >= BUSY
      ? [`**The machine had other work** (load average ${busy.toFixed(1)} before the run): trust no figure far.`]
      : []),
  ];
  return `# How fast it is, and what it weighs

Written by \`npm run bench\`, which measures everything below again and needs some twenty minutes and a machine that does
nothing else. \`npm run bench -- --quick\` takes one short round; \`--part 1\` (peers), \`--part 2\` (growth) and \`--part 3\` (in
process) take one part, \`--only NAME\` one contender, beside the bare server. Its peers are those of \`bench/peers.json\`; they
are installed in \`.build/bench-peers\`.

Absolute figures differ from machine to machine, so ratios come first: to a bare \`node:http\` server in the same round, and
to the same thing with a hundred records. What a session and a snapshot cost is measured more closely by \`npm run bench:flat\`,
what a request takes of the processor, also on a machine that has other work, by \`npm run bench:cpu\`.
${notices.map((notice) => `\n${notice}\n`).join("")}
- ${new Date().toISOString().slice(0, 10)}, commit ${findCommit()}, Node ${process.version}
- ${machine}
- ${rounds === 1 ? "one round" : `${rounds} rounds`} of ${seconds} s for each, after ${warmUp} s to warm up; ${connections} connections; load by ${load}; load
  average ${busy.toFixed(1)} before the run
`;
}

function findCommit() {
  try {
    const isChanged = askGit("status", "--porcelain", "--", "src", "openapi") !== "";
    return askGit("rev-parse", "--short", "HEAD") + (isChanged ? " with changes" : "");
  } catch {
    return "unknown";
  }
}

/** @param {readonly string[]} args */
function askGit(...args) {
  return execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();
}
