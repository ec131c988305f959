import type { Operation } from "../../openapi/operation.js";
import { joinPointer } from "../../openapi/reference.js";
import type { Check } from "../check.js";
import type { Contract } from "../contract.js";
import type { Exchange } from "../exchange.js";
import { toFinding, type Noticed } from "../noticed.js";
import { readAnswer } from "../read-answer.js";
import { getOperationPointer, sayOfResponse } from "../said-of-response.js";
import { findRuleEvidence, weakest, type Statement } from "../statement.js";

/** Every status is one that the document has for the operation. */
export const c002: Check = {
  id: "C002",
  title: "The status is documented",
  about:
    "Judges every answer to a documented operation: its status stands among the operation's responses, exactly, in a range " +
    "such as 4XX, or under default. Where the only documented errors rest on an assumption, so does the finding. " +
    "Answers to methods that the document does not have are judged by C106.",
  judge(exchange, { contract }) {
    const answer = readAnswer(exchange);
    // What fails is told by C001; 1xx never come this far.
    if (!answer?.operation || answer.response.status >= 500) return answer?.documented ? [] : undefined;
    if (answer.documented) return [];
    // Documents speak of GET and mean HEAD with it; what a server that has none says is not documented anywhere.
    if (exchange.request.method !== answer.operation.method) return undefined;
    const { status } = answer.response;
    return [
      toFinding("C002", exchange, {
        message: `The status ${status} is not documented.`,
        received: status,
        documented: answer.operation.responses.map((response) => response.status),
        statement: sayOfClass(contract, answer.operation, exchange),
        ...blame(answer.operation, exchange, status),
      }),
    ];
  },
};

/** What is said of all statuses of a class rests on the weakest of what is said of one: a list of errors is as whole as that. */
function sayOfClass(contract: Contract, operation: Operation, { case: sent, response }: Exchange): Statement {
  const digit = String(response?.status ?? 0)[0];
  const ofClass = operation.responses
    .filter(({ status }) => status.startsWith(digit ?? "0"))
    .map((documented) => sayOfResponse(contract, operation, documented));
  const ofCase = findRuleEvidence(contract.document, sent.rule);
  return {
    pointer: joinPointer(getOperationPointer(operation), "responses"),
    evidence: weakest([operation.evidence, ofCase, ...ofClass.map(({ evidence }) => evidence)]),
    rule: sent.rule ?? ofClass.find(({ rule }) => rule !== undefined)?.rule,
  };
}

/** Statuses that HTTP itself gives in these cases, and that authors of documents most often forget. */
function blame(operation: Operation, { request }: Exchange, status: number): Pick<Noticed, "blame" | "why"> {
  const usual: Readonly<Record<number, boolean>> = {
    401: operation.security.length > 0,
    403: operation.security.length > 0,
    404: operation.pathTemplate.includes("{"),
    405: true,
    406: true,
    413: request.body !== undefined,
    415: request.body !== undefined,
    429: true,
  };
  if (usual[status] !== true) {
    return { blame: "undecided", why: "Either the server should not answer so, or the document forgot that it does." };
  }
  return {
    blame: "document",
    why: `HTTP itself has ${status} for this, so the document rather than the server lacks it.`,
  };
}
