import type { Finding } from "../finding.js";
import type { RunCheck } from "./run-check.js";

/** C905: a run tells nobody its credentials. What it judges is known only once all is written, see {@link findSecretLeak}. */
export const c905: RunCheck = {
  id: "C905",
  title: "No secret stands in anything that the run tells",
  about:
    "Everything that the run writes, the ledger and each report, is searched for each of its credentials, raw, URL-encoded (once and twice), as base64 and hex, as Basic carries it and JSON-escaped. A hit fails the run.",
  conclude: () => ({ judged: 1, findings: [], gaps: [] }),
};

/** The finding that a text which a run tells holds a secret; `undefined` when it holds none. */
export function findSecretLeak(where: string, count: number): Finding | undefined {
  if (count === 0) return undefined;
  return {
    check: "C905",
    operation: undefined,
    message: `A secret of the run stands in ${where}.`,
    blame: "set-up",
    why: "The target gave a credential back in a form that is masked nowhere, or Standin told one.",
    received: null,
    documented: null,
    pointer: undefined,
    evidence: "published",
    rule: undefined,
    severity: "failure",
    exchanges: [],
  };
}
