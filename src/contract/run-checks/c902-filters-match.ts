import { getOperationName } from "../contract.js";
import type { RunCheck } from "./run-check.js";

/** C902: a filter that matches nothing would leave out what nobody knows of. */
export const c902: RunCheck = {
  id: "C902",
  title: "Every filter matched something",
  about:
    "Each entry of --only and --skip must be the id of a check that took part or of an operation of the document. One that matches nothing makes the run inconclusive: something was meant, and nobody knows what. Known gaps are held to the same by their own file.",
  conclude({ run, checks }) {
    const { contract, only, skip } = run;
    const names = contract.document.operations.flatMap((operation) => [
      operation.id,
      getOperationName(contract, operation),
    ]);
    const known = new Set([...names, ...checks]);
    const filters = [...only.map((id) => ["--only", id] as const), ...skip.map((id) => ["--skip", id] as const)];
    const unmatched = filters.filter(([, id]) => !known.has(id));
    return {
      judged: filters.length,
      findings: [],
      gaps: unmatched.map(([flag, id]) => `${flag} ${id} matched neither an operation nor a check`),
      ...(filters.length === 0 && { notRun: "there was no filter" }),
    };
  },
};
