import type { Check, CheckRun, Phase } from "./check.js";
import { listChecks } from "./checks/list-checks.js";
import type { Operation } from "../openapi/operation.js";
import { Refusal } from "./refusal.js";
import type { RunResult } from "./report/create-report.js";
import type { Report } from "./report/report.js";
import { conclude } from "./run/conclude.js";
import { createCheckRun, isCheckId, listChosen } from "./run/create-check-run.js";
import { createRun, type Run } from "./run/create-run.js";
import { walk } from "./run/walk.js";
import type { Untested } from "./run-checks/run-check.js";
import { cleanUp } from "./safety/clean-up.js";
import { refuseUnsafe } from "./refuse-unsafe.js";
import { tellRun } from "./tell-run.js";
import type { Twin, VerifyOptions } from "./verify-options.js";

/** What comes first: what changes nothing, then what should change nothing, then what does, then what can't be undone. */
const PHASES: readonly Phase[] = ["message", "read", "refusal", "state", "spend"];

/**
 * Judges a target by a contract and tells what was found. What the run makes it removes, whatever happens.
 * @throws UnsafeRun when target, mode and allow list do not go together; Error for a document whose declarations are not
 * well-formed, and for a ledger that can't be written.
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  return tellRun(options, await runVerification(options));
}

/** As {@link verify}, but gives all that the run found out, before anything is masked or made a report of. */
export async function runVerification(options: VerifyOptions): Promise<RunResult> {
  refuseUnsafe(options);
  const checks = chooseChecks(options);
  const start = performance.now();
  const run = createRun(options, (exchange, { contract, tally }) => {
    options.onExchange?.(exchange);
    for (const check of checks) {
      const verdict = check.judge?.(exchange, { contract });
      if (verdict !== undefined) tally.judged(check, exchange.operation, verdict);
    }
  });
  const twin = options.twin && createTwin(options, options.twin);
  const startedAt = run.timing.now();
  options.signal?.addEventListener("abort", () => run.budget.stop("it was interrupted"));
  const untested = new Map<string, Untested>();
  let leftovers: readonly string[] = [];
  try {
    await runPhases({ run, twin }, checks, untested);
  } finally {
    leftovers = await cleanUp(run.cleaning);
    if (twin) await cleanUp(twin.cleaning);
  }
  return conclude(run, { checks, untested, leftovers, startedAt, duration: performance.now() - start });
}

function chooseChecks({ checks = listChecks(), only = [], skip = [] }: VerifyOptions): Check[] {
  const wanted = only.filter(isCheckId);
  return checks.filter(({ id }) => (wanted.length === 0 || wanted.includes(id)) && !skip.includes(id));
}

interface Runs {
  readonly run: Run;
  readonly twin: Run | undefined;
}

/** The model has its own records, of which nobody need know, and is judged by nobody. */
function createTwin(options: VerifyOptions, twin: Twin): Run {
  const { ledger: _ledger, mode: _mode, level: _level, ...shared } = options;
  return createRun({ ...shared, ...twin }, () => {});
}

async function runPhases(runs: Runs, checks: readonly Check[], untested: Map<string, Untested>): Promise<void> {
  const { run } = runs;
  const operations = listChosen(run);
  const isSpend = (operation: Operation) => run.model.effectOf(operation).kind === "spends";
  await walk(
    run,
    operations.filter((operation) => !isSpend(operation)),
    untested,
  );
  for (const phase of PHASES) {
    if (phase === "spend") {
      for (const check of checks) await runCheck(runs, check, operations, check.spend);
      await walk(run, operations.filter(isSpend), untested);
    }
    for (const check of checks) {
      const { active } = check;
      if (active?.phase === phase) await runCheck(runs, check, operations, (sending) => active.run(sending));
    }
  }
}

async function runCheck(
  { run, twin }: Runs,
  check: Check,
  operations: readonly Operation[],
  act: ((run: CheckRun) => Promise<void>) | undefined,
): Promise<void> {
  try {
    await act?.(createCheckRun(run, check, operations, twin));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    run.tally.skipped(check, undefined, error.message);
  }
}
