import type { Finding } from "../finding.js";
import type { RunCheck } from "./run-check.js";

/** C904: what a run made is gone after it. */
export const c904: RunCheck = {
  id: "C904",
  title: "Nothing that the run made is left behind",
  about:
    "Each record that the run made is deleted, the latest first, and read again until it is gone; each that it changed is put back and read again. What can't be confirmed is told by its id, and the run ends with exit code 4.",
  conclude({ run, leftovers }) {
    const made = run.ledger.listRecords().filter(({ state }) => state === "made" || state === "gone").length;
    const changed = run.ledger.listChanges().length;
    return {
      judged: made + changed,
      findings: leftovers.map(toFinding),
      gaps: [],
      ...(made + changed === 0 && { notRun: "the run made and changed nothing" }),
    };
  },
};

function toFinding(leftover: string): Finding {
  return {
    check: "C904",
    operation: undefined,
    message: `Left behind: ${leftover}.`,
    blame: "server",
    why: "It was not confirmed to be gone, or as it was, after the run had cleared away.",
    received: leftover,
    documented: null,
    pointer: undefined,
    evidence: "published",
    rule: undefined,
    severity: "failure",
    exchanges: [],
  };
}
