import { readdirSync } from "node:fs";
import { join } from "node:path";
import { findPackageBin, ROOT } from "./project.mjs";
import { runNode } from "./run-command.mjs";

/** @typedef {import("./run-steps.mjs").Step} Step */

/** The build, on which most other steps depend. @type {Step} */
export const buildStep = createStep("build", [[join(ROOT, "scripts/build.mjs")]]);

/** Every check that runs no test. @returns {Step[]} Longest first, so that two at a time end together. */
export function createCheckSteps() {
  return [
    createStep("documents", [[findPackageBin("@redocly/cli", "redocly"), "lint", ...listDocuments()]]),
    createStep("package", [[join(ROOT, "scripts/check-package.mjs")]]),
    createStep("format", [[findPackageBin("prettier"), "--check", "--log-level", "warn", "."]]),
    createStep("dead code", [[findPackageBin("knip"), "--no-progress"]]),
    createStep("lint", [[findPackageBin("oxlint"), "--type-aware", "--deny-warnings"]]),
    createStep("types", [[findPackageBin("typescript", "tsc"), "-p", "."]]),
    createStep("portable types", [[findPackageBin("typescript", "tsc"), "-p", "tsconfig.portable.json"]]),
  ];
}

/**
 * A step that passes when each of its commands does.
 * @param {string} name
 * @param {readonly (readonly string[])[]} commands
 * @returns {Step}
 */
function createStep(name, commands) {
  return {
    name,
    async run() {
      let output = "";
      let ok = true;
      for (const args of commands) {
        const result = await runNode(args, { env: QUIET, timeout: 180_000 });
        ok &&= result.ok;
        output += result.output;
      }
      return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output };
    },
  };
}

/** Nothing that is run here shall call home or look for updates. */
const QUIET = {
  REDOCLY_TELEMETRY: "off",
  REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
  NO_UPDATE_NOTIFIER: "1",
  NO_COLOR: "1",
};

function listDocuments() {
  return readdirSync(join(ROOT, "openapi"))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => `openapi/${name}`);
}
