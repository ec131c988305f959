import type { Evidence } from "../../openapi/evidence.js";
import type { Finding } from "../finding.js";
import type { ReportedExchange } from "./reported-exchange.js";

/** Why a run ended as it did; several may hold, the first in the order of `EXIT_CODES` decides. */
export type Outcome = "leftovers" | "findings" | "stopped" | "inconclusive" | "conforms";

/** Exit codes, the strongest first. */
export const EXIT_CODES: Readonly<Record<Outcome, number>> = {
  leftovers: 4,
  findings: 1,
  stopped: 5,
  inconclusive: 3,
  conforms: 0,
};

/** Everything that a run found out; all formats are written of it, and of nothing else. Secrets are masked by then. */
export interface Report {
  readonly schemaVersion: 1;
  readonly api: string;
  readonly document: { readonly file: string; readonly title: string; readonly version: string };
  readonly target: string;
  readonly mode: "read-only" | "own-data";
  readonly level: Evidence;
  readonly seed: number;
  readonly startedAt: string;
  /** In milliseconds. */
  readonly duration: number;
  readonly outcomes: readonly Outcome[];
  readonly exitCode: number;
  /** Those at or above the level, which fail the run, and warnings. */
  readonly findings: readonly ReportedFinding[];
  /** Those below the level. */
  readonly learned: readonly ReportedFinding[];
  readonly checks: readonly CheckSummary[];
  readonly coverage: readonly OperationCoverage[];
  readonly records: RecordBalance;
  /** What kept the run from being conclusive, each with what would do. */
  readonly gaps: readonly string[];
  readonly exchanges: readonly ReportedExchange[];
}

/** A finding with what a reader needs to see it happen again. */
export interface ReportedFinding extends Finding {
  readonly id: string;
  /** How often it was seen; what is told is the first time. */
  readonly times: number;
  /** Line of the document, from 1. */
  readonly line: number | undefined;
  /** Masked commands that repeat it, the whole chain. */
  readonly curl: readonly string[];
  /** File for `--replay`, where one was written. */
  readonly replay: string | undefined;
  /** Reason of the known gap that it matches. */
  readonly knownGap: string | undefined;
}

/** What a check did in a run. */
export interface CheckSummary {
  readonly id: string;
  readonly title: string;
  /** How many exchanges, or sequences of them, it judged. */
  readonly judged: number;
  readonly findings: number;
  /** Why it judged none, where it did. */
  readonly notRun: string | undefined;
}

/** How far an operation was seen. */
export interface OperationCoverage {
  readonly operation: string;
  readonly effect: string;
  /** A documented response, or a status that is not documented. */
  readonly responses: readonly {
    readonly status: string;
    readonly mediaType: string | undefined;
    readonly seen: number;
    /** Why it was not seen, where it was not. */
    readonly reason: string | undefined;
  }[];
  readonly requests: readonly { readonly mediaType: string; readonly sent: number }[];
  /** Why it was not tested at all. */
  readonly untested: string | undefined;
}

/** What the run made, and what became of it. */
export interface RecordBalance {
  readonly created: number;
  readonly deleted: number;
  readonly confirmedGone: number;
  readonly restored: number;
  /** Changed for good on a target where that is allowed, each as `collection id`. */
  readonly spent: readonly string[];
  /** Not confirmed gone, each as `collection id`. */
  readonly leftovers: readonly string[];
  readonly foreignTouched: number;
}

/** Whether a finding fails its run: no warning, and no gap that is known. */
export function isFailure({ severity, knownGap }: ReportedFinding): boolean {
  return severity === "failure" && knownGap === undefined;
}
