import { isJsonObject } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import type { Response } from "../openapi/response.js";
import type { ProvocationExtension } from "../openapi/standin-extension.js";
import type { Case } from "./case.js";
import type { Contract } from "./contract.js";
import { sayOfResponse } from "./said-of-response.js";
import { findRuleEvidence, weakest, type Statement } from "./statement.js";

/** That somebody is refused something. */
export interface Barred {
  /** Why, in words: `the caller may only read`. */
  readonly about: string;
  readonly statuses: readonly string[];
  readonly statement: Statement;
}

/** A request for what belongs to another tenant, which the document says to be refused. */
export interface Elsewhere {
  readonly barred: Barred;
  readonly change: (base: Case) => Case;
}

/** What the document says of another principal's being refused an operation; `undefined` when it says nothing. */
export function findBarred(contract: Contract, operation: Operation): Barred | undefined {
  const [first, ...more] = listProvoked(operation).filter(
    ({ provocation }) => provocation.principal !== undefined && isPlain(provocation),
  );
  if (!first) return undefined;
  const whole = toBarred(contract, operation, first.response, first.provocation);
  return { ...whole, statuses: [...new Set([first, ...more].map(({ response }) => response.status))] };
}

/** Requests, with the run's own credential, for what the document says to be another's: by path or header alone. */
export function listElsewhere(contract: Contract, operation: Operation): Elsewhere[] {
  return listProvoked(operation)
    .filter(({ provocation }) => provocation.principal === undefined && isOfPlace(provocation))
    .map(({ response, provocation: { path = {}, headers = {}, ...rest } }) => ({
      barred: toBarred(contract, operation, response, rest),
      change: (base) => ({
        ...base,
        path: { ...base.path, ...path },
        headers: [
          ...base.headers.filter(
            ([name]) => !Object.keys(headers).some((other) => other.toLowerCase() === name.toLowerCase()),
          ),
          ...Object.entries(headers),
        ],
      }),
    }));
}

interface Provoked {
  readonly response: Response;
  readonly provocation: ProvocationExtension;
}

function listProvoked({ responses }: Operation): Provoked[] {
  return responses
    .filter(({ status }) => ["401", "403", "404"].includes(status))
    .flatMap((response) => response.provoked.provocations.map((provocation) => ({ response, provocation })));
}

/** Nothing but the principal makes the difference. */
function isPlain({ path, query, headers, body, withoutBody, switches, times }: ProvocationExtension): boolean {
  return [path, query, headers, body, withoutBody, switches, times].every((part) => part === undefined);
}

/** Nothing but where it is sent to makes the difference. */
function isOfPlace({ path, query, headers, body, withoutBody, switches, times }: ProvocationExtension): boolean {
  return (
    [path, headers].some(isJsonObject) &&
    [query, body, withoutBody, switches, times].every((part) => part === undefined)
  );
}

function toBarred(
  contract: Contract,
  operation: Operation,
  response: Response,
  { about, rules }: Pick<ProvocationExtension, "about" | "rules">,
): Barred {
  const whole = sayOfResponse(contract, operation, response);
  const evidences = rules.map((rule) => findRuleEvidence(contract.document, rule));
  return {
    about: about.charAt(0).toLowerCase() + about.slice(1).replace(/\.$/, ""),
    statuses: [response.status],
    statement: { pointer: whole.pointer, evidence: weakest([whole.evidence, ...evidences]), rule: rules[0] },
  };
}
