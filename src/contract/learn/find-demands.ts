import type { JsonObject } from "../../openapi/json.js";
import type { Operation } from "../../openapi/operation.js";
import { listOperationParts, type Part } from "../walk-operation.js";

/** The `x-assumed` objects of an operation by which a rule demands something of its requests. */
export function findDemands(source: JsonObject, operation: Operation, rule: string): Part[] {
  return listOperationParts(source, operation).filter(
    ({ pointer, value }) => pointer.endsWith("/x-assumed") && value["rule"] === rule,
  );
}
