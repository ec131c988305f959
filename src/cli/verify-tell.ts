import { existsSync } from "node:fs";
import { listSecrets } from "../contract/list-secrets.js";
import type { RunResult } from "../contract/report/create-report.js";
import { applyKnownGaps, type KnownGap } from "../contract/report/known-gaps.js";
import type { Report } from "../contract/report/report.js";
import { createSecretKeeper } from "../contract/secret-forms.js";
import { tellRun } from "../contract/tell-run.js";
import { runVerification } from "../contract/verify.js";
import type { VerifyOptions } from "../contract/verify-options.js";
import type { Reporter } from "./create-reporter.js";
import { Failure } from "./failure.js";
import { openStandard } from "./standard-streams.js";
import { keepLessons, loadForeknowledge } from "./verify-aftermath.js";
import type { VerifySettings } from "./verify-options.js";
import { tellReport, toReplayPath } from "./verify-reports.js";
import type { PreparedRun } from "./verify-run.js";

/** Runs and tells what came of it. @returns the report, and the exit code: that of the report, or 130 when it was interrupted. */
export async function runAndTell(
  run: PreparedRun,
  settings: VerifySettings,
  reporter: Reporter,
): Promise<{ readonly report: Report; readonly code: number }> {
  const { options } = run;
  const known = await loadForeknowledge(settings);
  const { result, report, isInterrupted } = await runGuarded(run, settings, known.gaps, reporter);
  const guard = createGuard(options);
  await tellReport(report, settings, guard, reporter);
  await keepLessons(settings, known, result, { guard, reporter });
  return { report, code: isInterrupted ? INTERRUPTED : report.exitCode };
}

/** As {@link runAndTell}, but tells nothing of the report. */
export async function runGuarded(
  { options, openLedger }: PreparedRun,
  settings: VerifySettings,
  known: readonly KnownGap[],
  reporter: Reporter,
): Promise<{ readonly result: RunResult; readonly report: Report; readonly isInterrupted: boolean }> {
  const ledger = openLedger();
  const interrupt = interruptOnSignal(reporter);
  let isClean = false;
  try {
    const result = await runVerification({
      ...options,
      signal: interrupt.signal,
      ...(ledger && { ledger }),
      onExchange: showProgress(reporter),
    });
    isClean = result.records.leftovers.length === 0;
    return { result, report: toReport(result, options, settings, known), isInterrupted: interrupt.signal.aborted };
  } finally {
    interrupt.stop();
    ledger?.close({ remove: isClean });
    // Of a run that was refused before it began nothing is left.
    if (ledger && existsSync(ledger.path)) {
      const message = `what is left is in ${ledger.path}; try again with: standin verify --sweep ${ledger.path}`;
      reporter.log({ level: "warn", message, fields: { ledger: ledger.path } });
    }
  }
}

function toReport(
  result: RunResult,
  options: VerifyOptions,
  settings: VerifySettings,
  known: readonly KnownGap[],
): Report {
  const gaps = applyKnownGaps(known, result.findings, new Date().toISOString().slice(0, 10));
  return tellRun(
    options,
    { ...result, findings: [...result.findings, ...gaps.findings] },
    {
      findKnownGap: (_finding, id) => gaps.reasons.get(id),
      findReplay: (id) => toReplayPath(settings, result.contract.document.name, id),
    },
  );
}

/** The exit code of a run that was interrupted. */
export const INTERRUPTED = 130;

/** Everything that a run tells goes through here: with a secret in it, nothing of it is told. */
function createGuard(options: VerifyOptions): (text: string) => string {
  const { count } = createSecretKeeper(listSecrets(options));
  return (text) => {
    if (count(text) === 0) return text;
    throw new Failure("C905: a credential of the run stands in its output, which is therefore not shown", {
      exitCode: 1,
    });
  };
}

/** Asked once to end, a run clears away first; asked twice, the process ends at once. */
function interruptOnSignal(reporter: Reporter): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(130);
    reporter.log({
      level: "warn",
      message: "interrupted: clearing away what the run made; once more ends it at once",
      fields: {},
    });
    controller.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    signal: controller.signal,
    stop() {
      process.off("SIGINT", onSignal);
      process.off("SIGTERM", onSignal);
    },
  };
}

/** How often progress is told, in milliseconds. */
const PROGRESS = 1000;

/** Tells on a terminal how many requests a run has sent. */
function showProgress({ json }: Reporter): VerifyOptions["onExchange"] & {} {
  let latest = performance.now();
  return ({ id, operation, sentBy }) => {
    if (json || !process.stderr.isTTY || performance.now() - latest < PROGRESS) return;
    latest = performance.now();
    openStandard("stderr").write(`\r\u001b[K${id} requests, ${sentBy} at ${operation}\r`);
  };
}
