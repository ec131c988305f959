import type { Check, Phase } from "./check.js";
import { listChecks } from "./checks/list-checks.js";
import type { Exchange } from "./exchange.js";
import { Refusal } from "./refusal.js";
import { createReport, type RunResult } from "./report/create-report.js";
import type { Report } from "./report/report.js";
import { listCoverage } from "./run/cover.js";
import { createCheckRun, isCheckId, listChosen } from "./run/create-check-run.js";
import { createRun, type Run } from "./run/create-run.js";
import { walk } from "./run/walk.js";
import { cleanUp } from "./safety/clean-up.js";
import type { VerifyOptions } from "./verify-options.js";

/** What comes first: what changes nothing, then what should change nothing, then what does, then what can't be undone. */
const PHASES: readonly Phase[] = ["message", "read", "refusal", "state", "spend"];

/**
 * Judges a target by a contract and tells what was found. What the run makes it removes, whatever happens.
 * @throws Error for a document whose declarations are not well-formed, and for a ledger that can't be written.
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  const { checks = listChecks() } = options;
  const chosen = chooseChecks(checks, options);
  const startedAt = performance.now();
  const run = createRun(options, (exchange, { contract, tally }) => {
    options.onExchange?.(exchange);
    for (const check of chosen) {
      const verdict = check.judge?.(exchange, { contract });
      if (verdict !== undefined) tally.judged(check, exchange.operation, verdict);
    }
  });
  const started = run.timing.now();
  options.signal?.addEventListener("abort", () => run.budget.stop("it was interrupted"));
  const untested = new Map<string, string>();
  let leftovers: string[] = [];
  try {
    await runPhases(run, chosen, untested);
  } finally {
    leftovers = await cleanUp(run.cleaning);
  }
  const result = conclude(run, chosen, {
    untested,
    leftovers,
    startedAt: started,
    duration: performance.now() - startedAt,
  });
  return createReport(result, { mask: (text) => text, ...pickReporting(options) });
}

function pickReporting({ findKnownGap, findReplay }: VerifyOptions) {
  return { ...(findKnownGap && { findKnownGap }), ...(findReplay && { findReplay }) };
}

function chooseChecks(checks: readonly Check[], { only = [], skip = [] }: VerifyOptions): Check[] {
  const wanted = only.filter(isCheckId);
  return checks.filter(({ id }) => (wanted.length === 0 || wanted.includes(id)) && !skip.includes(id));
}

async function runPhases(run: Run, checks: readonly Check[], untested: Map<string, string>): Promise<void> {
  const operations = listChosen(run);
  await walk(
    run,
    operations.filter((operation) => run.model.effectOf(operation).kind !== "spends"),
    untested,
  );
  for (const phase of PHASES) {
    if (phase === "spend") {
      await walk(
        run,
        operations.filter((operation) => run.model.effectOf(operation).kind === "spends"),
        untested,
      );
    }
    for (const check of checks) {
      if (check.active?.phase === phase) await runCheck(run, check, operations);
    }
  }
}

async function runCheck(run: Run, check: Check, operations: Parameters<typeof createCheckRun>[2]): Promise<void> {
  try {
    await check.active?.run(createCheckRun(run, check, operations));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    run.tally.skipped(check, undefined, error.message);
  }
}

interface Course {
  readonly untested: ReadonlyMap<string, string>;
  readonly leftovers: readonly string[];
  readonly startedAt: number;
  readonly duration: number;
}

function conclude(run: Run, checks: readonly Check[], course: Course): RunResult {
  const { contract, target, mode, level, seed, sender, tally, ledger, budget, model } = run;
  const made = ledger.listRecords().filter(({ state }) => state === "made" || state === "gone");
  const gone = made.filter(({ state }) => state === "gone").length;
  return {
    contract,
    target,
    mode,
    level,
    seed,
    startedAt: course.startedAt,
    duration: course.duration,
    exchanges: sender.exchanges,
    findings: tally.findings,
    checks: tally.summarize(checks),
    coverage: listCoverage(contract, model, sender.exchanges, course.untested),
    records: {
      created: made.length,
      deleted: gone,
      confirmedGone: gone,
      restored: ledger.listChanges().filter(({ restored }) => restored).length,
      spent: ledger.listSpent(),
      leftovers: course.leftovers,
      foreignTouched: countForeign(sender.exchanges),
    },
    gaps: [...course.untested].map(([operation, reason]) => `${operation} was not tested: ${reason}`),
    stopped: budget.stopped !== undefined,
  };
}

/** What the guard let through by mistake; it is there so that a mistake would not go unseen. */
function countForeign(_exchanges: readonly Exchange[]): number {
  return 0;
}
