import { listSecrets } from "../contract/list-secrets.js";
import type { Report } from "../contract/report/report.js";
import { writeConsole } from "../contract/report/write-console.js";
import { writeJson } from "../contract/report/write-json.js";
import { createSecretKeeper } from "../contract/secret-forms.js";
import { verify } from "../contract/verify.js";
import type { VerifyOptions } from "../contract/verify-options.js";
import type { Reporter } from "./create-reporter.js";
import { Failure } from "./failure.js";
import type { VerifySettings } from "./verify-options.js";
import type { PreparedRun } from "./verify-run.js";

/** Runs and tells what came of it. @returns the report, and the exit code: that of the report, or 130 when it was interrupted. */
export async function runAndTell(
  { options, openLedger }: PreparedRun,
  settings: VerifySettings,
  reporter: Reporter,
): Promise<{ readonly report: Report; readonly code: number }> {
  const ledger = openLedger();
  const interrupt = interruptOnSignal(reporter);
  const report = await verify({
    ...options,
    signal: interrupt.signal,
    ...(ledger && { ledger }),
    onExchange: showProgress(reporter),
  });
  interrupt.stop();
  const isClean = report.records.leftovers.length === 0;
  ledger?.close({ remove: isClean });
  print(options, settings.json.value ? writeJson(report) : writeConsole(report, reporter.style), reporter);
  if (ledger && !isClean) {
    const message = `what is left is in ${ledger.path}; try again with: standin verify --sweep ${ledger.path}`;
    reporter.log({ level: "warn", message, fields: { ledger: ledger.path } });
  }
  return { report, code: interrupt.signal.aborted ? 130 : report.exitCode };
}

/** Everything that a run tells goes through here: with a secret in it, nothing of it is told. */
function print(options: VerifyOptions, text: string, reporter: Reporter): void {
  if (createSecretKeeper(listSecrets(options)).count(text) > 0) {
    throw new Failure("C905: a credential of the run stands in its output, which is therefore not shown", {
      exitCode: 1,
    });
  }
  reporter.print(text);
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
    process.stderr.write(`\r\u001b[K${id} requests, ${sentBy} at ${operation}\r`);
  };
}
