import type { Log } from "./log.js";

/** A fault of ours, or of a document: a reply that the document does not allow, or a rule cited that nobody declared. */
export interface Defect {
  readonly requestId: string;
  /** `api.operationId`, or the API's name alone. */
  readonly operation: string;
  readonly about: string;
  /** Whether the document alone decided the reply: then it is the document that leaves nothing valid to answer. */
  readonly isOfDocument?: boolean;
}

/** Counts the defects of one emulator and keeps the newest. */
export interface Defects {
  readonly count: number;
  list(): readonly Defect[];
  add(defect: Defect): void;
}

/** How many defects are kept; all are counted. */
const MOST_KEPT = 100;

/** Starts a count of defects; each of ours is logged as an error, those of a document once for each operation. */
export function createDefects(log: Log): Defects {
  const kept: Defect[] = [];
  const told = new Set<string>();
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
      const { operation, about, isOfDocument = false } = defect;
      if (isOfDocument && told.has(operation)) return;
      if (isOfDocument) told.add(operation);
      const message = isOfDocument
        ? `defect of the document: ${operation}: no answer was found that it allows: ${about}; such answers are given all the same, with x-standin-violations`
        : `defect of the stand-in: ${operation}: ${about}`;
      log({ level: isOfDocument ? "warn" : "error", message, fields: { ...defect } });
    },
  };
}
