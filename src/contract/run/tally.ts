import type { Check } from "../check.js";
import type { Finding } from "../finding.js";
import type { CheckSummary } from "../report/report.js";

/** What the checks of a run said so far. */
export interface Tally {
  judged(check: Check, operation: string, findings: readonly Finding[]): void;
  skipped(check: Check, operation: string | undefined, reason: string): void;
  readonly findings: readonly Finding[];
  summarize(checks: readonly Check[]): CheckSummary[];
  /** Why a check judged nothing of an operation; `undefined` when it did, or nobody said. */
  listSkips(): readonly Skip[];
}

/** Something that a check did not judge. */
export interface Skip {
  readonly check: string;
  readonly operation: string | undefined;
  readonly reason: string;
}

/** Begins with nothing said. */
export function createTally(): Tally {
  const counts = new Map<string, number>();
  const findings: Finding[] = [];
  const skips: Skip[] = [];
  return {
    findings,
    judged({ id }, _operation, found) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
      findings.push(...found);
    },
    skipped: ({ id }, operation, reason) => void skips.push({ check: id, operation, reason }),
    listSkips: () => skips,
    summarize: (checks) =>
      checks.map(({ id, title }) => {
        const judged = counts.get(id) ?? 0;
        const reasons = [...new Set(skips.filter(({ check }) => check === id).map(({ reason }) => reason))];
        const notRun = reasons.length > 0 ? reasons.join("; ") : "nothing that was sent or answered has to do with it";
        return {
          id,
          title,
          judged,
          findings: findings.filter(({ check }) => check === id).length,
          notRun: judged === 0 ? notRun : undefined,
        };
      }),
  };
}
