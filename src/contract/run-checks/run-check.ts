import type { Check } from "../check.js";
import type { Finding } from "../finding.js";
import type { Run } from "../run/create-run.js";
import type { Skip } from "../run/tally.js";

/** A check of the run itself: it judges what the run did, and not what the target is. */
export interface RunCheck extends Pick<Check, "id" | "title" | "about"> {
  conclude(course: RunCourse): Conclusion;
}

/** How a run went. */
export interface RunCourse {
  readonly run: Run;
  /** Ids of the checks that took part. */
  readonly checks: readonly string[];
  /** Why operations were not tested, by `api.operationId`. */
  readonly untested: ReadonlyMap<string, Untested>;
  /** What could not be cleared away, each as `collection id`. */
  readonly leftovers: readonly string[];
}

/** Why an operation was not tested, and whether the run is inconclusive for it. */
export interface Untested extends Pick<Skip, "reason"> {
  readonly isGap: boolean;
}

/** What a check of the run says. */
export interface Conclusion {
  /** How many things it looked at. */
  readonly judged: number;
  readonly findings: readonly Finding[];
  /** What keeps the run from being conclusive. */
  readonly gaps: readonly string[];
  /** Why it looked at nothing, where it did. */
  readonly notRun?: string;
}
