import type { Operation } from "../../openapi/operation.js";
import type { CheckRun } from "../check.js";
import { getOperationName } from "../contract.js";
import type { Resource } from "../effect.js";
import { orReason } from "../each-operation.js";

/**
 * Lets a check visit each kind of record that the run can make, with the operation that makes it. What the visit gives
 * back is why it judged nothing, as is what the run refuses it.
 */
export async function eachCreatable(
  run: CheckRun,
  visit: (resource: Resource, create: Operation, name: string) => Promise<string | undefined>,
): Promise<void> {
  for (const resource of listResources(run)) {
    const { create } = resource;
    if (!create || !run.operations.includes(create)) continue;
    const name = getOperationName(run.contract, create);
    const reason = await orReason(() => visit(resource, create, name));
    if (reason !== undefined) run.skip(name, reason);
  }
}

/** The kinds of records that the API's operations reach. */
function listResources({ model }: CheckRun): Resource[] {
  return [...model.resources.values()];
}

/** The kind of record with which an operation has to do. */
export function findResource(run: CheckRun, operation: Operation): Resource | undefined {
  const { collection } = run.effectOf(operation);
  return listResources(run).find(({ name }) => name === collection);
}
