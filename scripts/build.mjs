// `npm run build`: makes `dist/` from the sources and the documents, whole or not at all.
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FINGERPRINT_FILE, fingerprintSources } from "./house/build-when-stale.mjs";
import { compileDocuments } from "./house/compile-documents.mjs";
import { packModules } from "./house/pack-modules.mjs";
import { findPackageBin, ROOT } from "./house/project.mjs";
import { runNode } from "./house/run-command.mjs";

const dist = join(ROOT, "dist");
// Read before the build, so that what changes while it runs makes it stale.
const fingerprint = fingerprintSources();
await mkdir(join(ROOT, ".build"), { recursive: true });
const staging = await mkdtemp(join(ROOT, ".build", "dist-"));

try {
  await build();
} catch (error) {
  process.stderr.write(`build failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await rm(staging, { recursive: true, force: true });
}

async function build() {
  await compileTypeScript();
  await compileDocuments(staging);
  await packModules(staging);
  await chmod(join(staging, "cli.js"), 0o755);
  // A temporary folder is made for its owner only.
  await chmod(staging, 0o755);
  await writeFile(join(staging, FINGERPRINT_FILE), fingerprint);
  await replaceDist();
}

async function compileTypeScript() {
  const args = [
    findPackageBin("typescript", "tsc"),
    "-p",
    "tsconfig.build.json",
    "--outDir",
    staging,
    "--noEmitOnError",
  ];
  const { ok, output } = await runNode(args);
  if (!ok) throw new Error(`TypeScript\n${output}`);
}

/**
 * Puts the new folder in the old one's place in two renames: a build that fails leaves the last good one.
 * Another build may come between the two and put its own there, which then makes way in its turn.
 */
async function replaceDist() {
  for (let replaced = false, turn = 0; !replaced; turn += 1) {
    const old = `${staging}-old${turn}`;
    await rename(dist, old).catch(expectCode("ENOENT"));
    replaced = await rename(staging, dist).then(() => true, expectCode("ENOTEMPTY", "EEXIST"));
    await rm(old, { recursive: true, force: true });
  }
}

/**
 * A handler that takes errors of the expected codes for a no, and throws all others again.
 * @param {readonly unknown[]} codes
 */
function expectCode(...codes) {
  return (/** @type {unknown} */ error) => {
    if (error instanceof Error && "code" in error && codes.includes(error.code)) return false;
    throw error;
  };
}
