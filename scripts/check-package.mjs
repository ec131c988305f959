// Packs the package as npm would publish it and looks at it as its users will: publint, attw, and a trial of every entry
// with nothing but its own dependencies beside it.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findPackageBin, ROOT } from "./house/project.mjs";
import { runNode } from "./house/run-command.mjs";
import { tryPackage } from "./house/try-package.mjs";

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), "standin-package-"));
try {
  const tarball = await pack();
  await check("publint", [findPackageBin("publint"), "run", tarball, "--strict"]);
  const entries = ["--profile", "esm-only", "--no-definitely-typed", "--format", "ascii"];
  await check("attw", [findPackageBin("@arethetypeswrong/cli", "attw"), tarball, ...entries]);
  await tryPackage(tarball, folder);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function pack() {
  const npm = process.env["npm_execpath"];
  const args = ["pack", "--silent", "--pack-destination", folder];
  await (npm === undefined ? run("npm", args, { cwd: ROOT }) : run(process.execPath, [npm, ...args], { cwd: ROOT }));
  const name = (await readdir(folder)).find((file) => file.endsWith(".tgz"));
  if (name === undefined) throw new Error("npm pack made no tarball");
  return join(folder, name);
}

/** @param {string} name @param {readonly string[]} args */
async function check(name, args) {
  const { ok, output } = await runNode(args, { env: { NO_COLOR: "1" } });
  console.log(output);
  if (!ok) throw new Error(`${name} found the above`);
}
