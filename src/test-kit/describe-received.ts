import type { Exchange } from "./exchange.js";
import { listDifferences, type Expectation, type ExpectedRequest } from "./expected-request.js";
import type { Journal } from "./list-exchanges.js";
import { listExpected } from "./list-mismatches.js";

/** How a runner writes a value. */
export type Print = (value: unknown) => string;

/** Most requests that a message tells of. */
const MOST = 10;

/** What is expected: its operation, and a line for each thing that it is to have. */
export function describeExpectation({ operation, request }: Expectation, print: Print): string {
  if (Object.keys(request).length === 0) return operation;
  const points = listExpected(request, "").map(({ at, expected }) => `\n    ${at}: ${print(expected)}`);
  return `${operation} with${points.join("")}`;
}

/** An exchange in one line. */
export function describeExchange({ id, operation, request, reply, principal }: Exchange): string {
  const path = request.url.replace(/^[a-z]+:\/\/[^/]*/i, "").replace(/^\/__standin\/s\/[^/]*/, "");
  const sender = principal === null ? "" : ` as ${principal}`;
  return `${id} ${operation ?? "no operation"} ${request.method} ${path} ${reply.status}${sender}`;
}

/** All that a session received, a line each. */
export function describeJournal({ exchanges, forgotten }: Journal): string[] {
  if (exchanges.length === 0) return ["Nothing was received in this session."];
  const lines = exchanges.slice(-MOST).map((exchange) => `  ${describeExchange(exchange)}`);
  const total = exchanges.length + forgotten;
  return [total > lines.length ? `The last ${lines.length} of ${total} in all:` : "All that was received:", ...lines];
}

/** Exchanges, each with where it differs from what is expected. */
export function describeDifferences(exchanges: readonly Exchange[], expected: ExpectedRequest, print: Print): string[] {
  const ranked = exchanges
    .map((exchange) => ({ exchange, differences: listDifferences(exchange, expected) }))
    .toSorted((one, other) => one.differences.length - other.differences.length)
    .slice(0, MOST);
  return ranked.flatMap(({ exchange, differences }) => [
    `  ${describeExchange(exchange)}`,
    ...differences.map(({ at, expected: wanted, actual }) =>
      actual === undefined
        ? `    ${at}: expected ${print(wanted)}, there is none`
        : `    ${at}: expected ${print(wanted)}, received ${print(actual)}`,
    ),
  ]);
}
