import { listSecrets } from "./list-secrets.js";
import { createReport, type CreateReportOptions, type RunResult } from "./report/create-report.js";
import type { Report } from "./report/report.js";
import { c905, findSecretLeak } from "./run-checks/c905-no-secrets.js";
import { createSecretKeeper } from "./secret-forms.js";
import type { VerifyOptions } from "./verify-options.js";

/** The report of a run, all of its secrets masked; should one be left in it, that is the first thing it tells. */
export function tellRun(
  options: Pick<VerifyOptions, "credentials" | "headers">,
  result: RunResult,
  more: Omit<CreateReportOptions, "mask"> = {},
): Report {
  const { mask, count } = createSecretKeeper(listSecrets(options));
  const report = createReport(result, { mask, ...more });
  const leak = findSecretLeak("the report", count(JSON.stringify(report)));
  if (!leak) return report;
  const checks = result.checks.map((check) => (check.id === c905.id ? { ...check, findings: 1 } : check));
  return createReport({ ...result, checks, exchanges: [], findings: [...result.findings, leak] }, { mask, ...more });
}
