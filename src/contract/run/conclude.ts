import type { Check } from "../check.js";
import type { RunResult } from "../report/create-report.js";
import { listRunChecks } from "../run-checks/list-run-checks.js";
import type { RunCourse } from "../run-checks/run-check.js";
import { listCoverage } from "./cover.js";
import type { Run } from "./create-run.js";
import { doubtSchemes } from "./doubt-schemes.js";

/** How a run went, and when. */
export interface Course extends Pick<RunCourse, "untested" | "leftovers"> {
  readonly checks: readonly Check[];
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  /** In milliseconds. */
  readonly duration: number;
}

/** What a run found out, its own checks included. */
export function conclude(run: Run, course: Course): RunResult {
  const { contract, target, mode, level, seed, sender, tally, budget, model } = run;
  const ids = [...course.checks, ...listRunChecks()].map(({ id }) => id);
  const conclusions = listRunChecks().map((check) => ({
    check,
    ...check.conclude({ run, checks: ids, untested: course.untested, leftovers: course.leftovers }),
  }));
  const isSetUp = conclusions.some(({ check, gaps }) => check.id === "C903" && gaps.length > 0);
  const findings = [...doubtSchemes(run, tally.findings), ...conclusions.flatMap((each) => each.findings)];
  return {
    contract,
    target,
    mode,
    level,
    seed,
    startedAt: course.startedAt,
    duration: course.duration,
    exchanges: sender.exchanges,
    // Nothing can be said of an API that was hardly reached.
    findings: isSetUp ? findings.map((finding) => ({ ...finding, blame: "set-up", severity: "warning" })) : findings,
    checks: [
      ...tally.summarize(course.checks),
      ...conclusions.map(({ check: { id, title }, judged, findings: found, gaps, notRun }) => ({
        id,
        title,
        judged,
        findings: found.length + gaps.length,
        notRun: judged === 0 ? notRun : undefined,
      })),
    ],
    coverage: listCoverage(contract, model, sender.exchanges, course.untested),
    records: { ...balance(run), leftovers: course.leftovers },
    gaps: conclusions.flatMap(({ gaps }) => gaps),
    stopped: budget.stopped !== undefined,
  };
}

function balance({ ledger, sender }: Run): Omit<RunResult["records"], "leftovers"> {
  const made = ledger.listRecords().filter(({ state }) => state === "made" || state === "gone");
  const gone = made.filter(({ state }) => state === "gone").length;
  return {
    created: made.length,
    deleted: gone,
    confirmedGone: gone,
    restored: ledger.listChanges().filter(({ restored }) => restored).length,
    spent: ledger.listSpent(),
    foreignTouched: sender.countForeign(),
  };
}
