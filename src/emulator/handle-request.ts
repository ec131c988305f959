import type { Operation } from "../openapi/operation.js";
import type { Answer } from "./answer.js";
import type { Defects } from "./defects.js";
import { handleOperation, refuseOperation, type OperationHost } from "./handle-operation.js";
import type { PlainReply, PlainRequest } from "./message.js";
import type { Problem } from "./problem.js";
import { receiveRequest, type ReceivedRequest } from "./received-request.js";
import { route, type Route, type Router } from "./route.js";
import { wordPlainProblem, wordProblem, wordUnknownPath } from "./word-problem.js";
import { findSessionProblem, SESSION_HEADER } from "./sessions.js";
import { writeReply, type WrittenReply } from "./write-reply.js";

/** What handling a request needs of its emulator. */
export interface Host extends OperationHost {
  readonly router: Router;
  readonly defects: Defects;
  nextRequestId(): string;
}

/** The life of a request: its route, then its operation's own pipeline (`handleOperation`), then its wire form. */
export async function handleRequest(host: Host, plain: PlainRequest): Promise<PlainReply> {
  const exchange = begin(host, plain);
  return conclude(host, exchange, await answerRoute(host, exchange));
}

/** The reply to a request whose body is still to come, when it is refused whatever that says; else `undefined`. */
export async function refuseUnread(host: Host, plain: PlainRequest): Promise<PlainReply | undefined> {
  const exchange = begin(host, plain);
  const { found, request } = exchange;
  const answer =
    "operation" in found
      ? await refuseOperation(host, found.api, found.operation, request)
      : await answerRoute(host, exchange);
  return answer && conclude(host, exchange, answer);
}

/** Answers a request with a problem of which only the adapter knows, in the form of the API for which it was meant. */
export function refuseRequest(host: Host, plain: PlainRequest, problem: Problem): PlainReply {
  const { requestId, request, found } = begin(host, plain);
  const { api } = found;
  const refused: Exchange = { requestId, request, found: { api, problem } };
  return conclude(host, refused, api ? wordProblem(api, problem) : wordPlainProblem(problem));
}

interface Exchange {
  readonly requestId: string;
  readonly request: ReceivedRequest;
  readonly found: Route;
}

function begin(host: Host, plain: PlainRequest): Exchange {
  const requestId = host.nextRequestId();
  const request = receiveRequest(plain);
  const found = route(host.router, request);
  // A session is the stand-in's own affair, of which no operation documents an error.
  const problem = findSessionProblem(request.headers[SESSION_HEADER]);
  return { requestId, request, found: problem ? { api: found.api, problem } : found };
}

async function answerRoute(host: Host, { found, request }: Exchange): Promise<Answer> {
  if ("operation" in found) return handleOperation(host, found.api, found.operation, request, found.pathTexts);
  if ("allow" in found) return { status: 204, body: undefined, headers: { allow: found.allow }, rules: [] };
  if (found.api) return wordProblem(found.api, found.problem);
  return found.problem.kind === "unknown-path"
    ? wordUnknownPath(request.path, host.router.apis)
    : wordPlainProblem(found.problem);
}

function conclude(host: Host, exchange: Exchange, answer: Answer): PlainReply {
  const { found } = exchange;
  const operation = "operation" in found ? found.operation : undefined;
  const written = writeReply(found.api, operation, answer);
  report(host, exchange, answer, written);
  return finish(exchange, operation, written.reply);
}

function report(
  { log, defects }: Host,
  { requestId, request, found }: Exchange,
  answer: Answer,
  written: WrittenReply,
): void {
  const name = toName(found);
  for (const about of written.defects) defects.add({ requestId, operation: name ?? "", about });
  const { method, path } = request;
  const { evidence } = written;
  const { status, rules } = answer;
  log({
    level: "debug",
    message: `${method} ${path} ${status} ${name ?? "no operation"} on ${evidence} evidence${rules.length > 0 ? ` by ${rules.join(", ")}` : ""}`,
    fields: { requestId, method, path, status, operation: name, evidence, rules },
  });
}

/** HEAD is answered as GET is, without the body (RFC 9110, 9.3.2). */
function finish(
  { requestId, request, found }: Exchange,
  operation: Operation | undefined,
  reply: PlainReply,
): PlainReply {
  const headers = {
    ...reply.headers,
    "x-standin-request-id": requestId,
    ...(operation && { "x-standin-operation": `${found.api?.name}.${operation.id}` }),
  };
  if (request.method !== "HEAD" || operation?.method === "HEAD") return { ...reply, headers };
  const length = new TextEncoder().encode(reply.body ?? "").byteLength;
  return { status: reply.status, headers: { ...headers, "content-length": String(length) }, body: undefined };
}

/** The operation's name, or its API's, as far as they are known. */
function toName(found: Route): string | undefined {
  return "operation" in found ? `${found.api.name}.${found.operation.id}` : found.api?.name;
}

/** Numbers requests in the order in which they come. */
export function createCounter(): () => string {
  let count = 0;
  return () => `req-${String(++count).padStart(6, "0")}`;
}
