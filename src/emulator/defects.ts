import type { Log } from "./log.js";

/** A fault of ours: a reply that its document does not allow, or a rule cited that nobody declared. */
export interface Defect {
  readonly requestId: string;
  /** `api.operationId`, or the API's name alone. */
  readonly operation: string;
  readonly about: string;
}

/** Counts the defects of one emulator and keeps the newest. */
export interface Defects {
  readonly count: number;
  list(): readonly Defect[];
  add(defect: Defect): void;
}

/** How many defects are kept; all are counted. */
const MOST_KEPT = 100;

/** Starts a count of defects; each is logged as an error. */
export function createDefects(log: Log): Defects {
  const kept: Defect[] = [];
  let count = 0;
  return {
    get count() {
      return count;
    },
    list: () => [...kept],
    add(defect) {
      count++;
      kept.push(defect);
      if (kept.length > MOST_KEPT) kept.shift();
      log({
        level: "error",
        message: `defect of the stand-in: ${defect.operation}: ${defect.about}`,
        fields: { ...defect },
      });
    },
  };
}
