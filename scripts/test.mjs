// `npm test`: installs what is missing, then runs every check and test. `--full` (`npm run test:all`) runs the tests alone,
// with full counts: no other check has more than one size. `--verbose` shows the output of what went well, too.
import { parseArgs } from "node:util";
import { installMissing } from "./house/install-missing.mjs";
import { runSteps } from "./house/run-steps.mjs";

const { values } = parseArgs({ options: { full: { type: "boolean" }, verbose: { type: "boolean" } } });
const { full = false, verbose = false } = values;
const start = performance.now();
const sum = { passed: 0, failed: 0 };

const install = { name: "install", run: () => installMissing().then(() => ({ passed: 1, failed: 0 })) };
await runAll([install]);
if (sum.failed === 0) await checkAndTest();
console.log(`\n${((performance.now() - start) / 1000).toFixed(1)} s in all`);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed === 0 ? 0 : 1;

async function checkAndTest() {
  // Only now, because the steps ask the installed tools where they are.
  const { buildStep, createCheckSteps } = await import("./house/check-steps.mjs");
  const { createTestStep } = await import("./house/test-step.mjs");
  const { installCorpus } = await import("./house/install-corpus.mjs");
  await runAll([buildStep]);
  if (!full) await runAll(createCheckSteps(), 2);
  // Public documents are measured by the full count only: their packages are large.
  const corpus = full ? await installCorpus() : undefined;
  // Alone, because it uses all cores by itself.
  await runAll([createTestStep({ full, corpus })]);
}

/** @param {readonly import("./house/run-steps.mjs").Step[]} steps */
async function runAll(steps, atOnce = 1) {
  const { passed, failed } = await runSteps(steps, { atOnce, verbose });
  sum.passed += passed;
  sum.failed += failed;
}
