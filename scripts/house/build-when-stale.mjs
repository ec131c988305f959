import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./project.mjs";
import { runNode } from "./run-command.mjs";

/** File in `dist/` that says from what it was built. */
export const FINGERPRINT_FILE = ".sources";

/** Single files on which the build depends beside the folders. */
const FILES = ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json"];

/**
 * Builds when `dist/` is missing or was made from other sources than there are now.
 * @throws Error when the build fails.
 */
export async function buildWhenStale() {
  if (isBuilt()) return;
  process.stderr.write("Building …\n");
  const { ok } = await runNode([join(ROOT, "scripts/build.mjs")], { passOutput: true });
  if (!ok) throw new Error("the build failed; its own words stand above");
}

function isBuilt() {
  const file = join(ROOT, "dist", FINGERPRINT_FILE);
  return existsSync(file) && readFileSync(file, "utf8") === fingerprintSources();
}

/** A hash of everything from which `dist/` is made. Contents, not times: a checkout or a copy changes times only. */
export function fingerprintSources() {
  const hash = createHash("sha256");
  for (const file of [...FILES, ...listSources()].toSorted()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

function listSources() {
  return ["src", "openapi", "fixtures", "scripts"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|mjs|yaml|json)$/.test(entry.name) && !entry.name.endsWith(".test.ts"))
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length)),
  );
}
