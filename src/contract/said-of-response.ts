import type { Operation } from "../openapi/operation.js";
import { findAtPointer, joinPointer, resolveAtPointer, type Pointer } from "../openapi/reference.js";
import { isJsonObject } from "../openapi/json.js";
import type { Response } from "../openapi/response.js";
import type { Contract } from "./contract.js";
import { findRuleEvidence, weakest, type Statement } from "./statement.js";

/** Where an operation stands in its document. */
export function getOperationPointer({ pathTemplate, method }: Operation): Pointer {
  return joinPointer("/paths", pathTemplate, method.toLowerCase());
}

/** That an operation is as it is documented. */
export function sayOfOperation(operation: Operation): Statement {
  return { pointer: getOperationPointer(operation), evidence: operation.evidence, rule: undefined };
}

/** That an operation has a response, with all that is said of it. */
export function sayOfResponse({ document }: Contract, operation: Operation, response: Response): Statement {
  const responses = joinPointer(getOperationPointer(operation), "responses");
  const map = findAtPointer(document.source, responses);
  const key = isJsonObject(map)
    ? Object.keys(map).find((name) => name.toUpperCase() === response.status.toUpperCase())
    : undefined;
  return {
    pointer: key === undefined ? responses : resolveAtPointer(document.source, joinPointer(responses, key)).pointer,
    evidence: weakest([response.evidence, findRuleEvidence(document, response.rule)]),
    rule: response.rule,
  };
}
