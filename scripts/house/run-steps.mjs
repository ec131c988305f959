/**
 * @typedef {object} StepResult
 * @property {number} passed
 * @property {number} failed
 * @property {string} [output] Shown when something failed, or always with `verbose`.
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<StepResult>} run
 */

/**
 * Runs steps, so many at a time, and prints a line for each as it ends.
 * @param {readonly Step[]} steps
 * @param {{ atOnce: number, verbose: boolean }} options
 * @returns {Promise<{ passed: number, failed: number }>} The sums.
 */
export async function runSteps(steps, { atOnce, verbose }) {
  const waiting = [...steps];
  const sum = { passed: 0, failed: 0 };
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const { passed, failed } = await runStep(step, verbose);
      sum.passed += passed;
      sum.failed += failed;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return sum;
}

/** @param {Step} step @param {boolean} verbose */
async function runStep({ name, run }, verbose) {
  const start = performance.now();
  const result = await run().catch((/** @type {unknown} */ error) => ({ passed: 0, failed: 1, output: String(error) }));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const { passed, failed, output = "" } = result;
  const count = passed + failed > 1 ? `  ${passed} passed, ${failed} failed` : "";
  console.log(`${failed === 0 ? "ok    " : "FAILED"}  ${name.padEnd(16)}${`${seconds} s`.padStart(8)}${count}`);
  if ((failed > 0 || verbose) && output.trim() !== "") console.log(`${output.trimEnd()}\n`);
  return result;
}
