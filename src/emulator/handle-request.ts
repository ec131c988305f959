import type { Operation } from "../openapi/operation.js";
import type { Answer } from "./answer.js";
import type { Defects } from "./defects.js";
import { handleOperation, type OperationHost } from "./handle-operation.js";
import type { PlainReply, PlainRequest } from "./message.js";
import { receiveRequest, type ReceivedRequest } from "./received-request.js";
import { route, type Route, type Router } from "./route.js";
import type { ServedApi } from "./served-api.js";
import { wordProblem, wordUnknownPath } from "./word-problem.js";
import { writeReply, type WrittenReply } from "./write-reply.js";

/** What handling a request needs of its emulator. */
export interface Host extends OperationHost {
  readonly router: Router;
  readonly defects: Defects;
  nextRequestId(): string;
}

/** The life of a request: its route, then its operation's own pipeline (`handleOperation`), then its wire form. */
export async function handleRequest(host: Host, plain: PlainRequest): Promise<PlainReply> {
  const requestId = host.nextRequestId();
  const request = receiveRequest(plain);
  const found = route(host.router, request);
  const answer = await answerRoute(host, found, request);
  const operation = "operation" in found ? found.operation : undefined;
  const written = writeReply(found.api, operation, answer);
  report(host, request, { requestId, name: toName(found.api, operation), answer, written });
  return finish(request, requestId, found, written.reply);
}

async function answerRoute(host: Host, found: Route, request: ReceivedRequest): Promise<Answer> {
  if ("operation" in found) return handleOperation(host, found.api, found.operation, request, found.pathTexts);
  if ("allow" in found) return { status: 204, body: undefined, headers: { allow: found.allow }, rules: [] };
  return found.api ? wordProblem(found.api, found.problem) : wordUnknownPath(request.path, host.router.apis);
}

interface Outcome {
  readonly requestId: string;
  readonly name: string | undefined;
  readonly answer: Answer;
  readonly written: WrittenReply;
}

function report({ log, defects }: Host, { method, path }: ReceivedRequest, outcome: Outcome): void {
  const { requestId, name, answer, written } = outcome;
  for (const about of written.defects) defects.add({ requestId, operation: name ?? "", about });
  const { evidence } = written;
  const { status, rules } = answer;
  log({
    level: "debug",
    message: `${method} ${path} ${status} ${name ?? "no operation"} on ${evidence} evidence${rules.length > 0 ? ` by ${rules.join(", ")}` : ""}`,
    fields: { requestId, method, path, status, operation: name, evidence, rules },
  });
}

/** HEAD is answered as GET is, without the body (RFC 9110, 9.3.2). */
function finish(request: ReceivedRequest, requestId: string, found: Route, reply: PlainReply): PlainReply {
  const operation = "operation" in found ? found.operation : undefined;
  const headers = {
    ...reply.headers,
    "x-standin-request-id": requestId,
    ...(operation && { "x-standin-operation": `${found.api?.name}.${operation.id}` }),
  };
  if (request.method !== "HEAD" || operation?.method === "HEAD") return { ...reply, headers };
  const length = new TextEncoder().encode(reply.body ?? "").byteLength;
  return { status: reply.status, headers: { ...headers, "content-length": String(length) }, body: undefined };
}

function toName(api: ServedApi | undefined, operation: Operation | undefined): string | undefined {
  return operation ? `${api?.name}.${operation.id}` : api?.name;
}

/** Numbers requests in the order in which they come. */
export function createCounter(): () => string {
  let count = 0;
  return () => `req-${String(++count).padStart(6, "0")}`;
}
