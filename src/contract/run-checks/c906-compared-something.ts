import { isJsonObject } from "../../openapi/json.js";
import type { RunCheck } from "./run-check.js";

/** C906: to have compared nothing is not to have seen no change. */
export const c906: RunCheck = {
  id: "C906",
  title: "What was found unchanged was compared",
  about:
    "A record that was put back counts as restored only when at least one field of it was compared, and a check that judged nothing is told as not run, never as passed.",
  conclude({ run }) {
    const changes = run.ledger.listChanges();
    const empty = changes.filter(
      ({ change }) => isJsonObject(change.before) && Object.keys(change.before).length === 0,
    );
    return {
      judged: changes.length,
      findings: [],
      gaps: empty.map(
        ({ change }) => `nothing of ${change.collection} ${change.id} was compared after it was put back`,
      ),
      ...(changes.length === 0 && { notRun: "nothing had to be compared with what it was before" }),
    };
  },
};
