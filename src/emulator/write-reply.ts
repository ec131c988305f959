import { findWeakestEvidence, type Evidence } from "../openapi/evidence.js";
import type { Operation } from "../openapi/operation.js";
import { findReplyMediaType, findResponse, type Response } from "../openapi/response.js";
import type { Answer } from "./answer.js";
import type { PlainReply } from "./message.js";
import type { ServedApi } from "./served-api.js";

/** A reply, and what came to light while it was written. */
export interface WrittenReply {
  readonly reply: PlainReply;
  readonly evidence: Evidence;
  /** In which ways the reply is not what its document allows: each a defect of ours. */
  readonly defects: readonly string[];
}

/**
 * Gives an answer its wire form, and checks it against its document.
 * Without an operation it is judged as an error of its API; without an API there is nothing by which to judge it.
 */
export function writeReply(api: ServedApi | undefined, operation: Operation | undefined, answer: Answer): WrittenReply {
  const response = operation && findResponse(operation.responses, answer.status);
  const body = answer.body === undefined ? undefined : JSON.stringify(answer.body);
  const mediaType = response ? findReplyMediaType(response) : "application/json";
  const evidence = weighEvidence(api, response, answer.rules);
  const defects = api ? listDefects(api, operation, response, mediaType, answer) : [];
  const reply: PlainReply = {
    status: answer.status,
    headers: {
      ...(body !== undefined && { "content-type": toContentType(mediaType) }),
      ...answer.headers,
      "x-standin-evidence": evidence,
      ...(defects.length > 0 && { "x-standin-violations": String(defects.length) }),
    },
    body,
  };
  return { reply, evidence, defects };
}

function listDefects(
  api: ServedApi,
  operation: Operation | undefined,
  response: Response | undefined,
  mediaType: string | undefined,
  answer: Answer,
): string[] {
  const ofReply = operation ? checkReply(response, mediaType, answer) : checkError(api, answer);
  return [...listUnknownRules(api, answer.rules), ...ofReply];
}

/** The weakest evidence among the documented response and the rules that decided the answer. */
function weighEvidence(api: ServedApi | undefined, response: Response | undefined, rules: readonly string[]): Evidence {
  const cited = rules.flatMap((rule) => api?.document.rules[rule]?.evidence ?? []);
  const documented = response ? [response.evidence] : [];
  return findWeakestEvidence([...documented, ...cited]) ?? "assumed";
}

function listUnknownRules(api: ServedApi, rules: readonly string[]): string[] {
  return rules
    .filter((rule) => !Object.hasOwn(api.document.rules, rule))
    .map((rule) => `the document of ${api.name} declares no rule ${rule}`);
}

function checkReply(response: Response | undefined, mediaType: string | undefined, answer: Answer): string[] {
  if (!response) return [`status ${answer.status} is not documented`];
  const missing = response.headers.filter(({ name, required }) => required && !Object.hasOwn(answer.headers, name));
  return [...missing.map(({ name }) => `the header ${name} is missing`), ...checkBody(response, mediaType, answer)];
}

function checkBody(response: Response, mediaType: string | undefined, { body, status }: Answer): string[] {
  if (mediaType === undefined) return body === undefined ? [] : [`status ${status} documents no body`];
  if (body === undefined) return [`status ${status} documents a body of ${mediaType}`];
  const violations = response.content.get(mediaType)?.(body) ?? [];
  return violations.map(({ field, message }) => `body of status ${status}: ${field} ${message}`);
}

function checkError(api: ServedApi, { body, status }: Answer): string[] {
  if (status < 400) return [];
  return api.document.validateError(body).map(({ field, message }) => `error of status ${status}: ${field} ${message}`);
}

/** JSON is UTF-8 whether or not it is said (RFC 8259, 8.1); most servers say it. */
function toContentType(mediaType: string | undefined): string {
  return `${mediaType ?? "application/json"}; charset=utf-8`;
}
