import { findResponse } from "../openapi/response.js";
import type { Answer } from "./answer.js";
import { isPending, whenReady, type Awaitable } from "./awaitable.js";
import { chooseBody } from "./choose-body.js";
import type { ConstantMemory } from "./constant-memory.js";
import { INFERRED } from "./defaults/inferred.js";
import type { Defects } from "./defects.js";
import {
  beginExchange,
  getOperationName,
  refuseExchange,
  type Exchange,
  type ExchangeHost,
  type Recorded,
} from "./exchange.js";
import { handleOperation, refuseOperation, takeTurn, type OperationHost, type Outcome } from "./handle-operation.js";
import { decideInjection, type Injection } from "./injection.js";
import { isHeard } from "./log.js";
import type { PlainReply, PlainRequest } from "./message.js";
import { Problem } from "./problem.js";
import { recordExchange } from "./record-exchange.js";
import { wordPlainProblem, wordProblem, wordUnknownPath } from "./word-problem.js";
import type { WrittenBody } from "./write-body.js";
import { isLongList, writeLongList } from "./write-long-list.js";
import { writeInjectedReply, writeReply, type OpenReply, type WrittenReply } from "./write-reply.js";

/** What handling a request needs of its emulator. */
export interface Host extends OperationHost, ExchangeHost {
  readonly defects: Defects;
  /** What is known of records that replies are made of. */
  readonly constants: ConstantMemory;
  /** Resolves after so many milliseconds of real time. */
  sleep(milliseconds: number): Promise<void>;
}

/** The life of a request: its route and session, what is injected, its operation's own pipeline (`handleOperation`), its wire form. */
export function handleRequest(host: Host, plain: PlainRequest, recorded?: Recorded): Awaitable<PlainReply> {
  const exchange = beginExchange(host, plain, recorded);
  const injection = inject(exchange);
  if (injection instanceof Problem) return refuse(host, exchange, injection);
  if (injection) return handleInjected(host, exchange, injection);
  const outcome = answerRoute(host, exchange);
  return isPending(outcome) ? outcome.then((come) => replyTo(host, exchange, come)) : replyTo(host, exchange, outcome);
}

function replyTo(host: Host, exchange: Exchange, outcome: Outcome): Awaitable<PlainReply> {
  const body = writeLongBody(exchange, outcome);
  if (!isPending(body)) return conclude(host, exchange, outcome, undefined, body);
  return body.then((written) => conclude(host, exchange, outcome, undefined, written));
}

/** The body of an answer that is too long to be written in one go; of most answers nothing. */
function writeLongBody({ found, request }: Exchange, { answer }: Outcome): Awaitable<WrittenBody | undefined> {
  if (!("operation" in found) || !isLongList(answer.body)) return undefined;
  const response = findResponse(found.operation.responses, answer.status);
  return writeLongList(answer.body, chooseBody(response, answer.body, request.headers["accept"]).body);
}

async function handleInjected(host: Host, exchange: Exchange, injection: Injection): Promise<PlainReply> {
  const { recorded } = exchange;
  await wait(host, injection.delayBefore, recorded);
  const outcome = injection.isSkipped
    ? withoutEffect(host, exchange, injection.instead ?? NOTHING)
    : await answerRoute(host, exchange);
  await wait(host, injection.delayAfter, recorded);
  return conclude(host, exchange, { ...outcome, answer: injection.afterwards ?? outcome.answer }, injection);
}

/** The reply to a request whose body is still to come, when it is refused whatever that says; else `undefined`. */
export function refuseUnread(host: Host, plain: PlainRequest): Awaitable<PlainReply | undefined> {
  const exchange = beginExchange(host, plain);
  const { found } = exchange;
  if (!("operation" in found)) {
    return whenReady(answerRoute(host, exchange), (outcome) => conclude(host, exchange, outcome));
  }
  return whenReady(
    refuseOperation(host, { ...exchange, ...found }),
    (answer) => answer && conclude(host, exchange, withoutEffect(host, exchange, answer)),
  );
}

/** Answers a request with a problem of which only the adapter knows, in the form of the API for which it was meant. */
export function refuseRequest(host: Host, plain: PlainRequest, problem: Problem): PlainReply {
  return refuse(host, { ...beginExchange(host, plain), isBroken: true }, problem);
}

function refuse(host: Host, exchange: Exchange, problem: Problem): PlainReply {
  const refused = refuseExchange(exchange, problem);
  return conclude(host, refused, withoutEffect(host, refused, wordRoute(host, refused)));
}

/** What is injected into an exchange; a `Problem` when it asks for what can't be; most often nothing. */
function inject({ found, request, session, recorded }: Exchange): Injection | Problem | undefined {
  if (!("operation" in found) || found.api.definition.outsideBehaviours) return undefined;
  try {
    return decideInjection(found.api, found.operation, request, session, recorded);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

function answerRoute(host: Host, exchange: Exchange): Awaitable<Outcome> {
  const { found } = exchange;
  if ("operation" in found) {
    const { api, operation, pathTexts } = found;
    const { request, session, clock } = exchange;
    return handleOperation(host, { api, operation, pathTexts, request, session, clock });
  }
  return withoutEffect(host, exchange, wordRoute(host, exchange));
}

/** The answer to a request that found no operation. */
function wordRoute({ router }: Host, { found, request }: Exchange): Answer {
  if ("allow" in found) return { ...NOTHING, headers: { allow: found.allow } };
  if (!("problem" in found)) return NOTHING;
  if (found.api) return wordProblem(found.api, found.problem);
  return found.problem.kind === "unknown-path"
    ? wordUnknownPath(request.path, router.apis)
    : wordPlainProblem(found.problem);
}

const NOTHING: Answer = { status: 204, body: undefined, headers: {}, rules: [] };

function withoutEffect(host: Host, { session }: Exchange, answer: Answer): Outcome {
  const moment = takeTurn(host, session);
  return { answer, principal: undefined, changes: [], ...moment, after: moment.before };
}

/** Nobody waits once more for an answer that was recorded. */
async function wait(host: Host, milliseconds: number, recorded: Recorded | undefined): Promise<void> {
  if (milliseconds > 0 && !recorded) await host.sleep(milliseconds);
}

function conclude(
  host: Host,
  exchange: Exchange,
  outcome: Outcome,
  injection?: Injection,
  body?: WrittenBody,
): PlainReply {
  const written = write(host, exchange, outcome, injection, body);
  const reply = finish(exchange, written.reply, injection);
  report(host, exchange, outcome.answer, written);
  recordExchange(exchange, outcome, { reply, evidence: written.evidence }, injection?.injected);
  return reply;
}

function write(
  host: Host,
  { found, request }: Exchange,
  { answer, made = host.constants }: Outcome,
  injection: Injection | undefined,
  body: WrittenBody | undefined,
): WrittenReply {
  const operation = "operation" in found ? found.operation : undefined;
  const { accept } = request.headers;
  const { injected, disruption } = injection ?? {};
  if (!injected) return writeReply(made, found.api, operation, answer, accept, body);
  return {
    reply: writeInjectedReply(operation, answer, injected, disruption, accept),
    evidence: undefined,
    defects: [],
  };
}

function report({ log, defects }: Host, exchange: Exchange, answer: Answer, written: WrittenReply): void {
  const { id: requestId, found, request } = exchange;
  const operation = getOperationName(exchange) ?? found.api?.name;
  const isOfDocument = answer.rules.includes(INFERRED);
  for (const about of written.defects) {
    defects.add({ requestId, operation: operation ?? "", about, ...(isOfDocument && { isOfDocument }) });
  }
  // Words are found only for somebody who hears them.
  if (!isHeard(log, "debug")) return;
  const { method, path } = request;
  const { evidence } = written;
  const { status, rules } = answer;
  const grounds = evidence === undefined ? "injected" : `on ${evidence} evidence`;
  log({
    level: "debug",
    message: `${method} ${path} ${status} ${operation ?? "no operation"} ${grounds}${rules.length > 0 ? ` by ${rules.join(", ")}` : ""}`,
    fields: { requestId, method, path, status, operation, evidence, rules },
  });
}

/** Adds what is the exchange's own. HEAD is answered as GET is, without the body (RFC 9110, 9.3.2). */
function finish(exchange: Exchange, reply: OpenReply, injection: Injection | undefined): PlainReply {
  const { id, request, found } = exchange;
  const { headers } = reply;
  const operation = getOperationName(exchange);
  headers["x-standin-request-id"] = id;
  if (operation !== undefined) headers["x-standin-operation"] = operation;
  if (injection?.applied !== undefined) headers["preference-applied"] = injection.applied;
  const isHead = request.method === "HEAD" && !("operation" in found && found.operation.method === "HEAD");
  if (!isHead) return reply;
  const { status, body, stream, disruption } = reply;
  if (!stream) headers["content-length"] = String(new TextEncoder().encode(body ?? "").byteLength);
  return { status, headers, body: undefined, ...(disruption && { disruption }) };
}
