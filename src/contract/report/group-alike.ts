import type { ReportedFinding } from "./report.js";

/** Findings that most likely have one cause. */
export type FindingGroup = readonly [ReportedFinding, ...ReportedFinding[]];

/** Puts together what one check found at one operation by one rule, or at one place of the document. */
export function groupAlike(findings: readonly ReportedFinding[]): FindingGroup[] {
  const groups = new Map<string, [ReportedFinding, ...ReportedFinding[]]>();
  for (const finding of findings) {
    const { check, operation, rule, pointer, id } = finding;
    const key = JSON.stringify([check, operation, rule ?? pointer ?? id]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
}
