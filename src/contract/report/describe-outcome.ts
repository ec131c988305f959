import { isFailure, type Outcome, type Report } from "./report.js";

/** What became of a run, in a few words. */
export function describeOutcome(report: Report): string {
  return report.outcomes.map((outcome) => DESCRIPTIONS[outcome](report)).join("; ");
}

const DESCRIPTIONS: Readonly<Record<Outcome, (report: Report) => string>> = {
  leftovers: ({ records: { foreignTouched, leftovers } }) =>
    foreignTouched > 0
      ? `${count(foreignTouched, "foreign record")} may have been touched`
      : `${count(leftovers.length, "record")} of the run may still be there`,
  findings: ({ findings }) => count(findings.filter(isFailure).length, "finding"),
  stopped: () => "stopped by a budget or guard",
  inconclusive: ({ gaps }) => `inconclusive, ${count(gaps.length, "gap")}`,
  conforms: () => "keeps its contract, as far as it was tested",
};

/** What was judged: the API, and the target where it is. */
export function describeSubject({ api, target }: Report): string {
  return target.includes("://") ? `${api} at ${target}` : `${api}, ${target}`;
}

/** A number with its noun, in the singular or the plural. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
