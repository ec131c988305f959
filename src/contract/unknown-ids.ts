import type { Json } from "../openapi/json.js";
import { isJsonObject } from "../openapi/json.js";
import { findParameter } from "../openapi/body-schema.js";
import { resolveAtPointer } from "../openapi/reference.js";
import type { Parameter } from "../openapi/parameter.js";
import type { Operation } from "../openapi/operation.js";
import { findRuleEvidence, weakest, type Statement } from "./statement.js";
import type { Contract } from "./contract.js";
import { sayOfOperation, sayOfResponse } from "./said-of-response.js";

/** What is to become of a request that names, by one parameter, what is not there. */
export interface UnknownId {
  readonly parameter: Parameter;
  /** Statuses that the document has for it; empty where any refusal will do. */
  readonly statuses: readonly string[];
  readonly statement: Statement;
}

/**
 * The parameters of an operation that name something which may not be there. Where the document says, by
 * `x-standin-provoke`, of which parameters an unknown value is refused, only those: others may be answered as if it were there.
 */
export function listUnknownIds(contract: Contract, operation: Operation): UnknownId[] {
  const provoked = operation.parameters.flatMap((parameter) => listProvoked(contract, operation, parameter));
  if (isAnnotated(contract)) return provoked;
  const documented = operation.responses.find(({ status }) => status === "404");
  const said = documented ? sayOfResponse(contract, operation, documented) : sayOfOperation(operation);
  const paths = operation.parameters.filter(({ location }) => location === "path");
  return paths.map((parameter, index) => ({
    parameter,
    statuses: [],
    // Of the record itself the document says it by its 404; of what is above it one may only conclude it.
    statement: {
      ...said,
      evidence: weakest([said.evidence, documented && index === paths.length - 1 ? undefined : "inferred"]),
    },
  }));
}

/** Whether a document says anywhere how its errors come about. */
function isAnnotated({ document }: Contract): boolean {
  return document.operations.some(({ responses }) =>
    responses.some(({ provoked }) => provoked.provocations.length > 0),
  );
}

function listProvoked(contract: Contract, operation: Operation, parameter: Parameter): UnknownId[] {
  const carrier = parameter.location === "header" ? "headers" : parameter.location === "path" ? "path" : undefined;
  if (carrier === undefined || (carrier === "headers" && !isNamed(contract, operation, parameter))) return [];
  const said = operation.responses.flatMap((response) =>
    response.provoked.provocations
      .filter((provocation) => provocation.principal === undefined && isAbout(provocation[carrier], parameter))
      .map(({ rules }) => ({ response, rules })),
  );
  const [first] = said;
  if (!first) return [];
  const whole = sayOfResponse(contract, operation, first.response);
  const evidences = said.flatMap(({ rules }) => rules.map((rule) => findRuleEvidence(contract.document, rule)));
  return [
    {
      parameter,
      // Who a header speaks for is looked at before what the path names, so another refusal may come first.
      statuses: carrier === "headers" ? [] : [...new Set(said.map(({ response }) => response.status))],
      statement: { pointer: whole.pointer, evidence: weakest([whole.evidence, ...evidences]), rule: first.rules[0] },
    },
  ];
}

function isNamed({ document }: Contract, operation: Operation, parameter: Parameter): boolean {
  const pointer = findParameter(document, operation, parameter);
  return pointer !== undefined && "x-standin-param" in resolveAtPointer(document.source, pointer).value;
}

function isAbout(texts: Json | Readonly<Record<string, string>> | undefined, { name }: Parameter): boolean {
  return isJsonObject(texts) && Object.keys(texts).some((key) => key.toLowerCase() === name.toLowerCase());
}
