import { listChecks } from "../contract/checks/list-checks.js";
import { listRunChecks } from "../contract/run-checks/list-run-checks.js";
import { nameNearest } from "../emulator/find-nearest.js";
import type { Reporter } from "./create-reporter.js";
import { UsageError } from "./usage-error.js";

/** `standin verify --explain ID`: what a check holds, does and never does. @throws UsageError for an id that no check has. */
export function explainCheck(id: string, reporter: Reporter): number {
  const checks = [...listChecks(), ...listRunChecks()];
  const check = checks.find((candidate) => candidate.id === id.toUpperCase());
  if (!check) {
    const ids = checks.map((candidate) => candidate.id);
    throw new UsageError(`--explain can't be ${JSON.stringify(id)}: ${nameNearest(id.toUpperCase(), ids)}`);
  }
  const { title, about } = check;
  if (reporter.json) reporter.print(JSON.stringify({ id: check.id, title, about }));
  else reporter.print(`${reporter.style("bold", `${check.id}  ${title}`)}\n\n${about}`);
  return 0;
}
