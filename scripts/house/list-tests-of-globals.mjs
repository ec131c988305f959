import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./project.mjs";

/** What replaces something that all test files of a process share: timers, modules, globals, the working directory. */
const REPLACES_GLOBALS =
  /\bvi\.(?:useFakeTimers|mock|doMock|stubGlobal|stubEnv|spyOn\((?:globalThis|process)\b)|process\.chdir\(/;

/**
 * The test files that replace what is the whole process's, which vitest does not always give back before the next file.
 * @param {readonly string[]} folders
 * @returns {string[]} Their paths, from the project's root.
 */
export function listTestsOfGlobals(folders) {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.test\.(?:ts|js|mjs)$/.test(name))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
      .filter((path) => REPLACES_GLOBALS.test(readFileSync(join(ROOT, path), "utf8"))),
  );
}
