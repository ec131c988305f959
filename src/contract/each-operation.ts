import type { Operation } from "../openapi/operation.js";
import type { CheckRun } from "./check.js";
import { getOperationName } from "./contract.js";
import { Refusal } from "./refusal.js";

/**
 * Lets a check visit each operation of a run. What the visit gives back is why it judged nothing, as is what the run
 * refuses it. @throws Refusal when a budget is used up: then nothing more can be sent.
 */
export async function eachOperation(
  run: CheckRun,
  visit: (operation: Operation, name: string) => Promise<string | undefined>,
): Promise<void> {
  for (const operation of run.operations) {
    const name = getOperationName(run.contract, operation);
    const reason = await orReason(() => visit(operation, name));
    if (reason !== undefined) run.skip(name, reason);
  }
}

/** Does something, or gives back why the run refused it. @throws Refusal when a budget is used up. */
export async function orReason(act: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refusal && error.reason !== "budget") return error.message;
    throw error;
  }
}
