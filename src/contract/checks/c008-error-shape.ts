import { findResponseSchema } from "../../openapi/body-schema.js";
import { isJsonMediaType } from "../../openapi/media-type.js";
import type { Check } from "../check.js";
import type { Contract } from "../contract.js";
import { findErrorShape, type ErrorShape } from "../error-shape.js";
import type { Exchange } from "../exchange.js";
import { toFinding, type Noticed } from "../noticed.js";
import { readAnswer, type Answer } from "../read-answer.js";
import { sayOfOperation, sayOfResponse } from "../said-of-response.js";
import { listAt, listSame, toPointer } from "../schema-node.js";
import { findBrokenStatement, weakest, type Statement } from "../statement.js";
import { findValueAt } from "../value-at.js";

/** Errors have one shape, the API's own. */
export const c008: Check = {
  id: "C008",
  title: "Errors have the API's own shape",
  about:
    "Judges every answer of 400 and above: its body is JSON in the shape of the API's errors, also where the document has no " +
    "response for it, such as for a method that it does not know. The shape is x-standin.error, or else the one that all " +
    "documented error responses share; without either there is nothing to judge, and neither is there where the document has " +
    "another shape for just this status.",
  judge(exchange, { contract }) {
    const answer = readAnswer(exchange);
    if (!answer || answer.response.status < 400 || exchange.request.method === "HEAD") return undefined;
    const shape = findErrorShape(contract.document);
    if (!shape || !isHeldTo(shape, answer, contract)) return undefined;
    const holder = sayOfError(answer, exchange, contract);
    return judgeShape(answer, shape, holder, contract).map((what) => toFinding("C008", exchange, what));
  },
};

/** What the document says of this very status goes before what it says of errors in general. */
function isHeldTo(shape: ErrorShape, { operation, documented, response }: Answer, { document }: Contract): boolean {
  if (!operation || !documented) return true;
  const essence = [...documented.content.keys()].find(isJsonMediaType);
  const own = essence === undefined ? undefined : findResponseSchema(document, operation, response.status, essence);
  if (own === undefined) return false;
  return listSame(document.source, listAt(document.source, own), null).some(
    (node) => toPointer(node) === shape.pointer,
  );
}

/** That an error which nobody documented looks like the others is only to be expected. */
function sayOfError({ operation, documented }: Answer, exchange: Exchange, contract: Contract): Statement {
  if (operation && documented) return sayOfResponse(contract, operation, documented);
  const whole = sayOfOperation(exchange.case.operation);
  return { ...whole, evidence: weakest([whole.evidence, "inferred"]) };
}

function judgeShape(
  { response, json, mediaType }: Answer,
  { pointer, validate }: ErrorShape,
  holder: Statement,
  contract: Contract,
): Noticed[] {
  if (json === undefined) {
    const had = response.body.length === 0 ? "no body" : (mediaType?.essence ?? "a body of an unknown kind");
    return [
      {
        message: `The error ${response.status} has ${had} in place of the API's error body.`,
        received: had,
        documented: pointer,
        statement: { ...holder, pointer },
      },
    ];
  }
  return validate(json).map((violation) => ({
    message: `The error ${response.status} has another shape than the API's errors: ${violation.field || "the body"} ${violation.message}.`,
    received: findValueAt(json, violation.field) ?? json,
    documented: pointer,
    statement: findBrokenStatement(contract, holder, pointer, violation),
  }));
}
