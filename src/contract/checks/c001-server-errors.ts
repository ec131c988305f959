import type { Check } from "../check.js";
import type { Exchange } from "../exchange.js";
import { toFinding } from "../noticed.js";
import { sayOfOperation } from "../said-of-response.js";
import type { Statement } from "../statement.js";
import { findHeader } from "../wire.js";

/** No request, however bad, makes a server fail. */
export const c001: Check = {
  id: "C001",
  title: "No request makes the server fail",
  about:
    "Judges every answer: a status of 500 or above, or a connection that ends without an answer, is a failure of the server, " +
    "whatever was sent. Bad input does not excuse it; only a request that asks for the failure by its Prefer header does. " +
    "An answer that is documented as 5xx is a failure all the same: it was not asked for.",
  restsOnHttp: true,
  judge(exchange) {
    if (isAskedFor(exchange)) return undefined;
    const { response, failure } = exchange;
    if (!response) return failure && judgeFailure(exchange, failure.kind, failure.message);
    if (response.status < 500) return [];
    return [
      toFinding("C001", exchange, {
        message: `The server failed with ${response.status}.`,
        received: response.status,
        documented: "a status below 500",
        statement: sayOfHttp(exchange),
        why: "A server has to have an answer to everything that it is sent; this one says itself that it failed.",
      }),
    ];
  },
};

function judgeFailure(exchange: Exchange, kind: string, message: string): ReturnType<NonNullable<Check["judge"]>> {
  // Then nothing was ever asked of the server, or what came is judged by its form (C007).
  if (kind !== "reset" && kind !== "timeout") return undefined;
  return [
    toFinding("C001", exchange, {
      message:
        kind === "timeout"
          ? "The server did not answer in time."
          : "The server ended the connection without an answer.",
      received: message,
      documented: "an answer",
      statement: sayOfHttp(exchange),
      blame: kind === "timeout" ? "undecided" : "server",
      why:
        kind === "timeout"
          ? "The server hangs, or needs more time than the run gives it."
          : "A request that can't be served is to be answered, not cut off.",
    }),
  ];
}

function isAskedFor({ request }: Exchange): boolean {
  return /\bcode\s*=\s*"?5\d\d\b/i.test(findHeader(request.headers, "prefer") ?? "");
}

function sayOfHttp(exchange: Exchange): Statement {
  return { ...sayOfOperation(exchange.case.operation), evidence: "published" };
}
