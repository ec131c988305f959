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
  await linkPackages(await listPackages(own, "dependencies"), modules);
  const apis = (await readdir(join(own, "dist/built-in"))).filter((name) => name.endsWith(".js"));
  const portable = ["standin", "standin/msw", ...apis.map((name) => `standin/apis/${name.slice(0, -".js".length)}`)];
  await importAll(folder, [...portable, "standin/node"]);
  // These are for those who have the runner, which is no dependency.
  await linkPackages(await listPackages(own, "peerDependencies"), modules);
  await importAll(folder, ["standin/playwright"]);
  await tryVitest(folder);
  for (const file of ["index.js", "msw.js", ...apis.map((name) => `built-in/${name}`)])
    await refuseNode(join(own, "dist", file));
  const { stdout } = await run(process.execPath, [join(own, "dist/cli.js"), "--help"], { cwd: folder });
  if (!stdout.includes("serve")) throw new Error(`standin --help does not mention serve:\n${stdout}`);
}

/**
 * The names under a key of a package's `package.json`.
 * @param {string} own @param {"dependencies" | "peerDependencies"} key
 */
async function listPackages(own, key) {
  const text = await readFile(join(own, "package.json"), "utf8");
  // Our own file, and npm has just read it.
  const manifest = /** @type {Record<typeof key, Record<string, string>>} */ (JSON.parse(text));
  return Object.keys(manifest[key]);
}

/** @param {readonly string[]} names @param {string} modules */
async function linkPackages(names, modules) {
  for (const name of names) {
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

/** Vitest refuses to be imported by anything but a test. @param {string} folder */
async function tryVitest(folder) {
  const text = `import { expect, test } from "standin/vitest";
test("a session has received nothing yet", ({ standin }) => expect(standin).not.toHaveReceived("listIntegrations"));
`;
  await writeFile(join(folder, "trial.test.mjs"), text);
  await run(process.execPath, [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--root", folder], { cwd: folder });
}

/** @param {string} entry A file of an entry that has to run in a browser, too. */
async function refuseNode(entry) {
  for (const { file, specifier } of await listImports(entry)) {
    if (specifier.startsWith("node:")) throw new Error(`${entry} is portable, but ${file} imports ${specifier}`);
  }
}
