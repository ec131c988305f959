import {
  describeDifferences,
  describeExchange,
  describeExpectation,
  describeJournal,
  type Print,
} from "./describe-received.js";
import type { Exchange } from "./exchange.js";
import { isExpected, type Expectation } from "./expected-request.js";
import type { Journal } from "./list-exchanges.js";

/** What a matcher says: whether it holds, and what to tell when that is not what the test wants. */
export interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Judges whether at least one request, or exactly so many, are what is expected. */
export function judgeCount(
  journal: Journal,
  expectation: Expectation,
  times: number | undefined,
  print: Print,
): Verdict {
  const matching = journal.exchanges.filter((exchange) => isExpected(exchange, expectation));
  const pass = times === undefined ? matching.length > 0 : matching.length === times;
  const wanted = `${times === undefined ? "at least 1 request" : countRequests(times)} of ${describeExpectation(expectation, print)}`;
  return {
    pass,
    message: () => {
      const head = `Expected: ${pass ? "not " : ""}${wanted}\nReceived: ${countRequests(matching.length)} like that`;
      return [head, ...list(matching), ...listOthers(journal, matching, expectation, pass, print)].join("\n");
    },
  };
}

/** Judges whether what is expected came one after the other; others may have come in between. */
export function judgeOrder(journal: Journal, expectations: readonly Expectation[], print: Print): Verdict {
  const found: Exchange[] = [];
  let rest = journal.exchanges;
  for (const expectation of expectations) {
    const at = rest.findIndex((exchange) => isExpected(exchange, expectation));
    const exchange = rest[at];
    if (!exchange) break;
    found.push(exchange);
    rest = rest.slice(at + 1);
  }
  const missing = expectations[found.length];
  const wanted = expectations.map((each, index) => `  ${index + 1}. ${describeExpectation(each, print)}`);
  return {
    pass: missing === undefined,
    message: () => {
      if (missing === undefined) return ["Expected: not one after the other", ...wanted, ...list(found)].join("\n");
      const last = found.at(-1);
      const where = last ? ` after ${last.id}` : "";
      const near = rest.filter(({ operation }) => operation === missing.operation);
      return [
        "Expected: one after the other",
        ...wanted,
        `Received: no number ${found.length + 1}${where}`,
        ...describeDifferences(near, missing.request, print),
        ...describeJournal(journal),
      ].join("\n");
    },
  };
}

function countRequests(count: number): string {
  return count === 1 ? "1 request" : `${count} requests`;
}

function list(exchanges: readonly Exchange[]): string[] {
  return exchanges.map((exchange) => `  ${describeExchange(exchange)}`);
}

/** What else there was: of the operation with what is different, or everything when it had none. */
function listOthers(
  journal: Journal,
  matching: readonly Exchange[],
  { operation, request }: Expectation,
  pass: boolean,
  print: Print,
): string[] {
  if (pass) return [];
  const near = journal.exchanges.filter((exchange) => exchange.operation === operation && !matching.includes(exchange));
  if (near.length > 0) return ["Others of that operation:", ...describeDifferences(near, request, print)];
  return matching.length > 0 ? [] : describeJournal(journal);
}
