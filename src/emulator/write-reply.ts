import { findWeakestEvidence, type Evidence } from "../openapi/evidence.js";
import type { Operation } from "../openapi/operation.js";
import { findReplyMediaType, findResponse, type Response } from "../openapi/response.js";
import type { Answer } from "./answer.js";
import type { Injected } from "./journal.js";
import type { Disruption, PlainReply } from "./message.js";
import type { ServedApi } from "./served-api.js";

/** A reply, and what came to light while it was written. */
export interface WrittenReply {
  readonly reply: PlainReply;
  /** `undefined` for an injected answer. */
  readonly evidence: Evidence | undefined;
  /** In which ways the reply is not what its document allows: each a defect of ours. */
  readonly defects: readonly string[];
}

/**
 * Gives an answer its wire form, and checks it against its document.
 * Without an operation it is judged as an error of its API; without an API there is nothing by which to judge it.
 */
export function writeReply(api: ServedApi | undefined, operation: Operation | undefined, answer: Answer): WrittenReply {
  const response = operation && findResponse(operation.responses, answer.status);
  const evidence = weighEvidence(api, response, answer.rules);
  const defects = api ? listDefects(api, operation, response, answer) : [];
  const told = {
    "x-standin-evidence": evidence,
    ...(defects.length > 0 && { "x-standin-violations": String(defects.length) }),
  };
  return { reply: toWire(response, answer, told), evidence, defects };
}

/** Gives an answer its wire form that somebody wished for: it is evidence of nothing, and held to nothing. */
export function writeInjectedReply(
  operation: Operation | undefined,
  answer: Answer,
  { by }: Injected,
  disruption: Disruption | undefined,
): PlainReply {
  const response = operation && findResponse(operation.responses, answer.status);
  const reply = toWire(response, answer, { "x-standin-injected": by });
  return { ...reply, ...(disruption?.malformed && spoil(reply)), ...(disruption && { disruption }) };
}

/** A body that breaks off in the middle, and goes on with what belongs to no JSON. */
function spoil({ body = "{}" }: PlainReply): Pick<PlainReply, "body"> {
  return { body: `${body.slice(0, Math.ceil(body.length / 2))}<malformed>` };
}

function toWire(response: Response | undefined, answer: Answer, told: Readonly<Record<string, string>>): PlainReply {
  const { status, stream } = answer;
  const body = answer.body === undefined ? undefined : JSON.stringify(answer.body);
  const mediaType = response ? findReplyMediaType(response) : "application/json";
  const hasBody = body !== undefined || stream !== undefined;
  return {
    status,
    headers: { ...(hasBody && { "content-type": toContentType(mediaType) }), ...answer.headers, ...told },
    body,
    ...(stream && { stream }),
  };
}

function listDefects(
  api: ServedApi,
  operation: Operation | undefined,
  response: Response | undefined,
  answer: Answer,
): string[] {
  const ofReply = operation ? checkReply(response, answer) : checkError(api, answer);
  return [...listUnknownRules(api, answer.rules), ...ofReply];
}

/** The weakest evidence among the documented response and the rules that decided the answer. */
export function weighEvidence(
  api: ServedApi | undefined,
  response: Response | undefined,
  rules: readonly string[],
): Evidence {
  const cited = rules.flatMap((rule) => api?.document.rules[rule]?.evidence ?? []);
  const documented = response ? [response.evidence] : [];
  return findWeakestEvidence([...documented, ...cited]) ?? "assumed";
}

function listUnknownRules(api: ServedApi, rules: readonly string[]): string[] {
  return rules
    .filter((rule) => !Object.hasOwn(api.document.rules, rule))
    .map((rule) => `the document of ${api.name} declares no rule ${rule}`);
}

function checkReply(response: Response | undefined, answer: Answer): string[] {
  if (!response) return [`status ${answer.status} is not documented`];
  const missing = response.headers.filter(({ name, required }) => required && !Object.hasOwn(answer.headers, name));
  return [...missing.map(({ name }) => `the header ${name} is missing`), ...checkBody(response, answer)];
}

function checkBody(response: Response, { body, stream, status }: Answer): string[] {
  // What comes bit by bit is not there yet.
  if (stream) return [];
  const mediaType = findReplyMediaType(response);
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
