import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { findPackageBin, ROOT } from "./project.mjs";
import { runNode } from "./run-command.mjs";

/**
 * @typedef {object} VitestReport What vitest's JSON reporter writes, as far as it is read here.
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests Skipped ones.
 * @property {number} numTodoTests
 * @property {readonly { name: string, status: string, assertionResults: readonly unknown[] }[]} testResults
 */

/**
 * All tests, counted one by one.
 * @param {{ full: boolean, corpus?: string | undefined }} options Whether with the full counts instead of samples, and where
 *   the public documents are installed that are then measured.
 * @returns {import("./run-steps.mjs").Step}
 */
export function createTestStep({ full, corpus }) {
  return {
    name: full ? "tests, full" : "tests",
    async run() {
      const file = join(ROOT, "reports", full ? "tests-full.json" : "tests.json");
      await rm(file, { force: true });
      const args = [
        findPackageBin("vitest"),
        "run",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${file}`,
      ];
      const env = { NO_COLOR: "1", ...(full && { STANDIN_FULL: "1" }), ...(corpus && { STANDIN_CORPUS: corpus }) };
      const { ok, output } = await runNode(args, { env, timeout: (full ? 30 : 5) * 60_000 });
      const { passed, failed } = await readReport(file);
      // Vitest also fails for what belongs to no test, such as an error that nobody caught.
      return { passed, failed: ok || failed > 0 ? failed : 1, output };
    },
  };
}

/** @param {string} file @returns {Promise<{ passed: number, failed: number }>} */
async function readReport(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  // Vitest writes it at the end of the run, whole or not at all.
  const report = /** @type {VitestReport} */ (JSON.parse(await readFile(file, "utf8")));
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  // A skipped test proves nothing and looks as if it did, so it counts as failed.
  const skipped = report.numPendingTests + report.numTodoTests;
  const none = report.numPassedTests === 0 ? 1 : 0;
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length + skipped + none };
}
