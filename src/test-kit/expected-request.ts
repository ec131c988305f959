import { nameNearest } from "../emulator/find-nearest.js";
import type { Exchange } from "./exchange.js";
import { listMismatches, type Mismatch } from "./list-mismatches.js";
import type { Operations } from "./operations.js";

/**
 * What a received request is to have; what is left out may be anything. Of objects some members are enough; a text may be
 * a regular expression, and any value a matcher such as `expect.any(String)`.
 */
export interface ExpectedRequest {
  /** A part of its body, parsed where it is JSON. */
  readonly body?: unknown;
  /** Parameters of path and query that it has among others; a number stands for its text. */
  readonly params?: Readonly<Record<string, unknown>>;
  /** Headers that it has among others, names in lower case. */
  readonly headers?: Readonly<Record<string, unknown>>;
  /** Status with which it was answered. */
  readonly status?: number;
  /** Name of the principal who sent it, `admin` or `fassport.admin`. */
  readonly principal?: string | RegExp;
}

/** A request that is expected of an operation. */
export interface Expectation {
  /** `api.operationId`. */
  readonly operation: string;
  readonly request: ExpectedRequest;
}

const POINTS: readonly string[] = [
  "body",
  "params",
  "headers",
  "status",
  "principal",
] satisfies (keyof ExpectedRequest)[];

/** Checks what a test expects. @throws Error for an operation or a point that there is not, with those that there are. */
export function toExpectation(operations: Operations, operation: string, request: ExpectedRequest = {}): Expectation {
  for (const point of Object.keys(request)) {
    if (!POINTS.includes(point)) throw new Error(`A request has no ${point} to expect; ${nameNearest(point, POINTS)}`);
  }
  return { operation: operations.resolve(operation), request };
}

/** Whether an exchange is what is expected. */
export function isExpected(exchange: Exchange, { operation, request }: Expectation): boolean {
  return exchange.operation === operation && listDifferences(exchange, request).length === 0;
}

/** In which places an exchange is not what is expected of a request. */
export function listDifferences(exchange: Exchange, request: ExpectedRequest): Mismatch[] {
  const { api, principal, params, reply } = exchange;
  const { body, headers } = exchange.request;
  const actual: Readonly<Record<keyof ExpectedRequest, unknown>> = {
    body,
    params,
    headers,
    status: reply.status,
    principal:
      typeof request.principal === "string" && request.principal.includes(".") ? `${api}.${principal}` : principal,
  };
  const expected: ExpectedRequest = { ...request, ...(request.params && { params: toTexts(request.params) }) };
  return listMismatches(expected, actual, "");
}

/** A path or a query has only texts. */
function toTexts(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === "number" || typeof value === "boolean" ? String(value) : value,
    ]),
  );
}
