import type { Exchange } from "./exchange.js";
import type { Evidence } from "../openapi/evidence.js";
import type { Finding } from "./finding.js";
import { toFinding, type Noticed } from "./noticed.js";
import { sayOfOperation } from "./said-of-response.js";
import { findResponse } from "../openapi/response.js";
import { weakest } from "./statement.js";

/** What there is to say of the answer to a request that the document calls valid; `atBest` is the evidence of that being meant. */
export function judgeAccepted(check: string, exchange: Exchange, atBest?: Evidence): Finding[] {
  const { response, case: sent } = exchange;
  if (!response || response.status < 400 || isAboutElse(response.status)) return [];
  const { status } = response;
  // What is valid may be taken already, or changed meanwhile. Whether the document knows of such an answer is C002's.
  if (isConflict(status)) return [];
  const said = sayOfOperation(sent.operation);
  return [
    toFinding(check, exchange, {
      message: `A valid request (${sent.about}) was refused with ${status}.`,
      received: status,
      documented: listSuccesses(exchange),
      statement: {
        ...said,
        evidence: weakest([said.evidence, sent.operation.requestBody?.evidence, atBest]),
        rule: sent.rule,
      },
      ...blame(status),
    }),
  ];
}

/** A failure is C001's, a 401 C403's. What a request names may not be there, which no schema tells, and the coverage does. */
function isAboutElse(status: number): boolean {
  return status >= 500 || [401, 404, 410, 429].includes(status);
}

function isConflict(status: number): boolean {
  return status === 409 || status === 412 || status === 423;
}

function listSuccesses({ case: { operation } }: Exchange): string[] {
  const successes = operation.responses.map(({ status }) => status).filter((status) => /^[23]/.test(status));
  return successes.length > 0 || !findResponse(operation.responses, 200) ? successes : ["default"];
}

function blame(status: number): Pick<Noticed, "blame" | "why"> {
  if (status === 403) {
    return { blame: "set-up", why: "The credential does not suffice, or is not the one that the operation wants." };
  }
  return {
    blame: "undecided",
    why: "Either the server asks for more than its document, or the document forgot to say what it asks for.",
  };
}
