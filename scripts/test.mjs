// `npm test`: installs what is missing, then runs every check and test. `--full` (`npm run test:all`) runs the tests alone,
// with full counts: no other check has more than one size. `--verbose` shows the output of what went well, too.
import { parseArgs } from "node:util";
import { installMissing } from "./house/install-missing.mjs";

const { values } = parseArgs({ options: { full: { type: "boolean" }, verbose: { type: "boolean" } } });
const full = values.full ?? false;
const verbose = values.verbose ?? false;
const start = performance.now();

await installMissing();
// Only now, because the steps know the installed tools.
const { buildStep, createCheckSteps } = await import("./house/check-steps.mjs");
const { runSteps } = await import("./house/run-steps.mjs");
const { createTestStep } = await import("./house/test-step.mjs");

const results = [
  await runSteps([buildStep], { atOnce: 1, verbose }),
  await runSteps(full ? [] : createCheckSteps(), { atOnce: 2, verbose }),
  await runSteps([createTestStep({ full })], { atOnce: 1, verbose }),
];
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`\n${((performance.now() - start) / 1000).toFixed(1)} s in all`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
