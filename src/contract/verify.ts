import type { Check, Phase } from "./check.js";
import { listChecks } from "./checks/list-checks.js";
import type { Operation } from "../openapi/operation.js";
import { Refusal } from "./refusal.js";
import { createReport } from "./report/create-report.js";
import type { Report } from "./report/report.js";
import { conclude } from "./run/conclude.js";
import { createCheckRun, isCheckId, listChosen } from "./run/create-check-run.js";
import { createRun, type Run } from "./run/create-run.js";
import { walk } from "./run/walk.js";
import type { Untested } from "./run-checks/run-check.js";
import { c905, findSecretLeak } from "./run-checks/c905-no-secrets.js";
import { cleanUp } from "./safety/clean-up.js";
import { createSecretKeeper } from "./secret-forms.js";
import { listSecrets } from "./list-secrets.js";
import { refuseUnsafe } from "./refuse-unsafe.js";
import type { VerifyOptions } from "./verify-options.js";

/** What comes first: what changes nothing, then what should change nothing, then what does, then what can't be undone. */
const PHASES: readonly Phase[] = ["message", "read", "refusal", "state", "spend"];

/**
 * Judges a target by a contract and tells what was found. What the run makes it removes, whatever happens.
 * @throws UnsafeRun when target, mode and allow list do not go together; Error for a document whose declarations are not
 * well-formed, and for a ledger that can't be written.
 */
export async function verify(options: VerifyOptions): Promise<Report> {
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
  const startedAt = run.timing.now();
  options.signal?.addEventListener("abort", () => run.budget.stop("it was interrupted"));
  const untested = new Map<string, Untested>();
  let leftovers: readonly string[] = [];
  try {
    await runPhases(run, checks, untested);
  } finally {
    leftovers = await cleanUp(run.cleaning);
  }
  const result = conclude(run, { checks, untested, leftovers, startedAt, duration: performance.now() - start });
  return tell(options, result);
}

/** The report, all secrets masked; should one be left in it, that is the first thing it tells. */
function tell(options: VerifyOptions, result: ReturnType<typeof conclude>): Report {
  const { mask, count } = createSecretKeeper(listSecrets(options));
  const { findKnownGap, findReplay } = options;
  const reporting = { mask, ...(findKnownGap && { findKnownGap }), ...(findReplay && { findReplay }) };
  const report = createReport(result, reporting);
  const leak = findSecretLeak("the report", count(JSON.stringify(report)));
  if (!leak) return report;
  const checks = result.checks.map((check) => (check.id === c905.id ? { ...check, findings: 1 } : check));
  return createReport({ ...result, checks, exchanges: [], findings: [...result.findings, leak] }, reporting);
}

function chooseChecks({ checks = listChecks(), only = [], skip = [] }: VerifyOptions): Check[] {
  const wanted = only.filter(isCheckId);
  return checks.filter(({ id }) => (wanted.length === 0 || wanted.includes(id)) && !skip.includes(id));
}

async function runPhases(run: Run, checks: readonly Check[], untested: Map<string, Untested>): Promise<void> {
  const operations = listChosen(run);
  const isSpend = (operation: Operation) => run.model.effectOf(operation).kind === "spends";
  await walk(
    run,
    operations.filter((operation) => !isSpend(operation)),
    untested,
  );
  for (const phase of PHASES) {
    if (phase === "spend") await walk(run, operations.filter(isSpend), untested);
    for (const check of checks) {
      if (check.active?.phase === phase) await runCheck(run, check, operations);
    }
  }
}

async function runCheck(run: Run, check: Check, operations: readonly Operation[]): Promise<void> {
  try {
    await check.active?.run(createCheckRun(run, check, operations));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    run.tally.skipped(check, undefined, error.message);
  }
}
