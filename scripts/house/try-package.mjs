import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { listImports } from "./list-imports.mjs";
import { ROOT } from "./project.mjs";

const run = promisify(execFile);

/**
 * Unpacks a tarball of ours beside its dependencies, and nothing else, imports every entry and starts the command.
 * @param {string} tarball @param {string} folder An empty folder outside the project.
 * @throws Error that says what does not work.
 */
export async function tryPackage(tarball, folder) {
  const modules = join(folder, "node_modules");
  const own = join(modules, "standin");
  await mkdir(own, { recursive: true });
  await run("tar", ["-xzf", tarball, "-C", own, "--strip-components=1"]);
  await linkDependencies(own, modules);
  const apis = (await readdir(join(own, "dist/built-in"))).filter((name) => name.endsWith(".js"));
  const portable = ["standin", "standin/msw", ...apis.map((name) => `standin/apis/${name.slice(0, -".js".length)}`)];
  await importAll(folder, [...portable, "standin/node"]);
  for (const file of ["index.js", "msw.js", ...apis.map((name) => `built-in/${name}`)])
    await refuseNode(join(own, "dist", file));
  const { stdout } = await run(process.execPath, [join(own, "dist/cli.js"), "--help"], { cwd: folder });
  if (!stdout.includes("serve")) throw new Error(`standin --help does not mention serve:\n${stdout}`);
}

/** @param {string} own @param {string} modules */
async function linkDependencies(own, modules) {
  const text = await readFile(join(own, "package.json"), "utf8");
  // Our own file, and npm has just read it.
  const { dependencies } = /** @type {{ dependencies: Record<string, string> }} */ (JSON.parse(text));
  for (const name of Object.keys(dependencies)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(ROOT, "node_modules", name), join(modules, name), "junction");
  }
}

/** @param {string} folder @param {readonly string[]} entries */
async function importAll(folder, entries) {
  const trial = join(folder, "trial.mjs");
  await writeFile(trial, entries.map((entry) => `await import(${JSON.stringify(entry)});\n`).join(""));
  await run(process.execPath, [trial], { cwd: folder });
}

/** @param {string} entry A file of an entry that has to run in a browser, too. */
async function refuseNode(entry) {
  for (const { file, specifier } of await listImports(entry)) {
    if (specifier.startsWith("node:")) throw new Error(`${entry} is portable, but ${file} imports ${specifier}`);
  }
}
