import { findWeaker, type Evidence } from "../openapi/evidence.js";
import type { Operation } from "../openapi/operation.js";
import { findReplyMediaType, findResponse, JSON_CONTENT_TYPE, type Response } from "../openapi/response.js";
import type { Answer } from "./answer.js";
import { chooseBody } from "./choose-body.js";
import type { ConstantMemory } from "./constant-memory.js";
import type { Injected } from "./journal.js";
import type { Disruption, PlainReply } from "./message.js";
import type { ServedApi } from "./served-api.js";
import { writeBody, writeValue, type WrittenBody } from "./write-body.js";

/** A reply whose headers are still being written. */
export interface OpenReply extends PlainReply {
  readonly headers: Record<string, string>;
}

/** A reply, and what came to light while it was written. */
export interface WrittenReply {
  readonly reply: OpenReply;
  /** `undefined` for an injected answer. */
  readonly evidence: Evidence | undefined;
  /** In which ways the reply is not what its document allows: each a defect of ours. */
  readonly defects: readonly string[];
}

/**
 * Gives an answer its wire form, and checks it against its document.
 * Without an operation it is judged as an error of its API; without an API there is nothing by which to judge it.
 * A body that was written and judged already may be given.
 */
export function writeReply(
  memory: ConstantMemory | undefined,
  api: ServedApi | undefined,
  operation: Operation | undefined,
  answer: Answer,
  accept: string | undefined,
  written?: WrittenBody,
): WrittenReply {
  const response = operation && findResponse(operation.responses, answer.status);
  const chosen = chooseBody(response, answer.body, accept);
  const known = weighEvidence(api, response, answer.rules);
  // That what was not asked for is answered all the same is our conclusion, and nobody's word.
  const evidence = chosen.isUnmet ? findWeaker(known, "inferred") : known;
  const body = written ?? writeBody(memory, answer.body, chosen.body);
  const defects = api ? listDefects(api, operation, response, answer, body) : NO_DEFECTS;
  const reply = toWire(answer, body.text, chosen.body?.contentType);
  reply.headers["x-standin-evidence"] = evidence;
  if (defects.length > 0) reply.headers["x-standin-violations"] = String(defects.length);
  return { reply, evidence, defects };
}

const NO_DEFECTS: readonly string[] = [];

/** Gives an answer its wire form that somebody wished for: it is evidence of nothing, and held to nothing. */
export function writeInjectedReply(
  operation: Operation | undefined,
  answer: Answer,
  { by }: Injected,
  disruption: Disruption | undefined,
  accept: string | undefined,
): OpenReply {
  const response = operation && findResponse(operation.responses, answer.status);
  const { body } = chooseBody(response, answer.body, accept);
  const text = answer.body === undefined ? undefined : writeValue(answer.body, body?.form);
  const reply = toWire(answer, text, body?.contentType);
  reply.headers["x-standin-injected"] = by;
  return { ...reply, ...(disruption?.malformed && spoil(reply)), ...(disruption && { disruption }) };
}

/** A body that breaks off in the middle, and goes on with what belongs to no JSON. */
function spoil({ body = "{}" }: PlainReply): Pick<PlainReply, "body"> {
  return { body: `${body.slice(0, Math.ceil(body.length / 2))}<malformed>` };
}

function toWire(answer: Answer, body: string | undefined, contentType = JSON_CONTENT_TYPE): OpenReply {
  const { status, stream } = answer;
  const headers: Record<string, string> = {};
  if (body !== undefined || stream !== undefined) headers["content-type"] = contentType;
  for (const name of Object.keys(answer.headers)) headers[name] = answer.headers[name] ?? "";
  return stream ? { status, headers, body, stream } : { status, headers, body };
}

function listDefects(
  api: ServedApi,
  operation: Operation | undefined,
  response: Response | undefined,
  answer: Answer,
  written: WrittenBody,
): readonly string[] {
  const unknown = listUnknownRules(api, answer.rules);
  const ofReply = operation ? checkReply(response, answer, written) : checkError(api, answer);
  return unknown.length === 0 ? ofReply : [...unknown, ...ofReply];
}

/** The weakest evidence among the documented response and the rules that decided the answer. */
export function weighEvidence(
  api: ServedApi | undefined,
  response: Response | undefined,
  rules: readonly string[],
): Evidence {
  let weakest = response?.evidence;
  for (const rule of rules) {
    const evidence = api?.document.rules[rule]?.evidence;
    if (evidence) weakest = weakest ? findWeaker(weakest, evidence) : evidence;
  }
  return weakest ?? "assumed";
}

function listUnknownRules(api: ServedApi, rules: readonly string[]): readonly string[] {
  const isUnknown = (rule: string) => !Object.hasOwn(api.document.rules, rule);
  if (!rules.some(isUnknown)) return NO_DEFECTS;
  return rules.filter(isUnknown).map((rule) => `the document of ${api.name} declares no rule ${rule}`);
}

function checkReply(response: Response | undefined, answer: Answer, written: WrittenBody): readonly string[] {
  if (!response) return answer.isUndocumented ? NO_DEFECTS : [`status ${answer.status} is not documented`];
  const ofBody = checkBody(response, answer, written);
  if (response.headers.length === 0) return ofBody;
  const missing = response.headers.filter(({ name, required }) => required && !Object.hasOwn(answer.headers, name));
  return [...missing.map(({ name }) => `the header ${name} is missing`), ...ofBody];
}

function checkBody(
  response: Response,
  { body, stream, status }: Answer,
  { violations }: WrittenBody,
): readonly string[] {
  // What comes bit by bit is not there yet.
  if (stream) return NO_DEFECTS;
  const mediaType = findReplyMediaType(response);
  if (mediaType === undefined) return body === undefined ? NO_DEFECTS : [`status ${status} documents no body`];
  if (body === undefined) return [`status ${status} documents a body of ${mediaType}`];
  if (violations.length === 0) return NO_DEFECTS;
  return violations.map(({ field, message }) => `body of status ${status}: ${field} ${message}`);
}

function checkError(api: ServedApi, { body, status }: Answer): readonly string[] {
  if (status < 400) return NO_DEFECTS;
  return api.document.validateError(body).map(({ field, message }) => `error of status ${status}: ${field} ${message}`);
}
