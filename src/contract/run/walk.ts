import type { Operation } from "../../openapi/operation.js";
import { getOperationName } from "../contract.js";
import { Refusal } from "../refusal.js";
import type { Untested } from "../run-checks/run-check.js";
import type { Run } from "./create-run.js";

/** What comes first of a run, by what it does: what others need, and what changes least. */
const ORDER = ["reads", "creates", "updates", "acts", "deletes", "spends"];

/** Sends a valid case of each operation once, so that the checks of messages see a success of each. */
export async function walk(run: Run, operations: readonly Operation[], untested: Map<string, Untested>): Promise<void> {
  const place = (operation: Operation) => ORDER.indexOf(run.model.effectOf(operation).kind);
  for (const operation of operations.toSorted((a, b) => place(a) - place(b))) {
    try {
      await run.sender.send(await run.stage.prepare(operation), { sentBy: "set-up" });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const remedy = error.remedy === undefined ? "" : `; give ${error.remedy}`;
      // What mode or guard forbid was never to be tested; what was missing or too much was.
      const isGap = error.reason === "missing" || error.reason === "budget";
      untested.set(getOperationName(run.contract, operation), { reason: error.message + remedy, isGap });
    }
  }
}
