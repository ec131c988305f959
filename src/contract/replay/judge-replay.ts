import type { Report, ReportedFinding } from "../report/report.js";
import { describeRequest, type ReplayFile } from "./replay-file.js";

/** What became of a finding: it is still there, it is gone, or something else is there. */
export interface ReplayVerdict {
  readonly verdict: "still failing" | "mended" | "changed";
  /** The reason, for people. */
  readonly why: string;
}

/** Compares a finding with what the same requests showed now. */
export function judgeReplay({ finding, request }: ReplayFile, report: Report): ReplayVerdict {
  const now = [...report.findings, ...report.learned];
  const same = now.find(({ id }) => id === finding.id);
  if (same) return judgeSame(finding, same);
  const other = now.find(({ check, operation }) => check === finding.check && operation === finding.operation);
  if (other) return { verdict: "changed", why: `${other.check} now says: ${other.message}` };
  if (request !== undefined && !report.exchanges.some((exchange) => describeRequest(exchange) === request)) {
    return {
      verdict: "changed",
      why: `no ${request} was sent: ${report.gaps[0] ?? "the document or the run differs"}`,
    };
  }
  const [next] = now;
  if (next) return { verdict: "changed", why: `${finding.check} is silent, but ${next.check} says: ${next.message}` };
  return { verdict: "mended", why: "the same requests were sent, and nothing was found" };
}

function judgeSame(before: ReplayFile["finding"], now: ReportedFinding): ReplayVerdict {
  const isAlike = shape(before.received) === shape(now.received);
  if (isAlike) return { verdict: "still failing", why: now.message };
  return { verdict: "still failing", why: `${now.message}; what was received differs from then` };
}

function shape(value: ReportedFinding["received"]): string {
  return JSON.stringify(value).replaceAll(/\d+/g, "0");
}
