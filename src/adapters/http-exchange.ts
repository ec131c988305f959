import type { IncomingMessage, ServerResponse } from "node:http";
import type { Emulator } from "../emulator/emulator.js";
import type { Log } from "../emulator/log.js";
import { isPending } from "../emulator/awaitable.js";
import { BODY_LIMIT, getBodyLimit, type PlainReply, type PlainRequest } from "../emulator/message.js";
import { Problem } from "../emulator/problem.js";
import { isLong, isWhole } from "../emulator/reply-pieces.js";
import { hasBody, isTooLong, mayExceed, type ReadBody, type UploadFailure } from "./http-body.js";
import { applyCors } from "./http-cors.js";
import { writeHttpReply, writeLastHttpReply } from "./http-reply.js";
import { writeHttpPieces } from "./http-pieces.js";
import type { WriteReply } from "./reply-writer.js";
import { ConnectionFailure, type UserHandlers } from "./user-handlers.js";

/** What answering an HTTP request needs. */
export interface HttpHost {
  readonly emulator: Pick<Emulator, "handle" | "refuse" | "refuseUnread">;
  readonly log: Log;
  /** Origin whose pages may read replies; `undefined` leaves that to others. */
  readonly cors: string | undefined;
  /** A user's handlers, which come first. */
  readonly userHandlers: UserHandlers | undefined;
  /** Ends replies that would go on for ever. */
  readonly closing: AbortSignal;
  readonly readBody: ReadBody;
  /** Writes a reply that goes out in one stroke, now or soon; tells what goes wrong later. */
  readonly writeReply: WriteReply;
}

/** The life of an HTTP request: its body whole, a user's handlers, the emulator, its reply. Nothing is thrown out of here. */
export function answerHttp(host: HttpHost, request: IncomingMessage, response: ServerResponse): void {
  tryTo(host, request, response, () => answerRequest(host, request, response));
}

/** Does a part of answering; what goes wrong with it, now or later, is answered. */
function tryTo(
  host: HttpHost,
  request: IncomingMessage,
  response: ServerResponse,
  run: () => Promise<void> | void,
): void {
  const catchFailure = (error: unknown) => fail(host, request, response, error);
  try {
    const answering = run();
    if (answering) answering.catch(catchFailure);
  } catch (error) {
    catchFailure(error);
  }
}

function answerRequest(host: HttpHost, request: IncomingMessage, response: ServerResponse): Promise<void> | void {
  if (host.cors !== undefined && applyCors(host.cors, request, response)) return undefined;
  if (!hasValidHost(request)) {
    refuse(host, request, response, 400, "An HTTP/1.1 request needs one Host, and a well-formed one.");
    return undefined;
  }
  const plain = toPlainRequest(request);
  return hasBody(request) ? answerUpload(host, request, response, plain) : answerWhole(host, request, response, plain);
}

function answerUpload(
  host: HttpHost,
  request: IncomingMessage,
  response: ServerResponse,
  plain: PlainRequest,
): Promise<void> | void {
  if (mayExceed(request, BODY_LIMIT) && getBodyLimit(plain.url) !== BODY_LIMIT) {
    return answerLargeUpload(host, request, response, plain);
  }
  readUpload(host, request, response, plain);
  return undefined;
}

/** What is larger than the APIs take is read only for those who may send it. */
async function answerLargeUpload(
  host: HttpHost,
  request: IncomingMessage,
  response: ServerResponse,
  plain: PlainRequest,
): Promise<void> {
  const refused = await host.emulator.refuseUnread(plain);
  if (refused) writeLastHttpReply(request, response, refused);
  else readUpload(host, request, response, plain);
}

function readUpload(host: HttpHost, request: IncomingMessage, response: ServerResponse, plain: PlainRequest): void {
  host.readBody(request, (upload) => {
    tryTo(host, request, response, () => {
      if ("failure" in upload) return refuseUpload(host, request, response, upload.failure);
      const { method, url, headers, remoteAddress } = plain;
      const { body } = upload;
      // Written out: to copy it with one member more takes V8 twenty times as long.
      return answerWhole(host, request, response, { method, url, headers, remoteAddress, body });
    });
  });
}

/** As `answerHttp`, for a client that waits for leave to send its body (`Expect: 100-continue`). */
export async function answerExpectant(
  host: HttpHost,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const refused = await refuseEarly(host, request);
    if (refused) {
      writeLastHttpReply(request, response, refused);
      return;
    }
    response.writeContinue();
  } catch (error) {
    fail(host, request, response, error);
    return;
  }
  answerHttp(host, request, response);
}

/** Refuses a request of which something is wrong that only HTTP knows, in its API's words. */
export function refuse(
  { emulator }: HttpHost,
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  message: string,
): void {
  const reply = emulator.refuse(toPlainRequest(request), new Problem("invalid-request", { status, message }));
  writeLastHttpReply(request, response, reply);
}

function answerWhole(
  host: HttpHost,
  request: IncomingMessage,
  response: ServerResponse,
  plain: PlainRequest,
): Promise<void> | void {
  if (host.userHandlers) return answerByHandlers(host, host.userHandlers, response, plain);
  const answering = host.emulator.handle(plain);
  const wasWaitedFor = isPending(answering);
  const write = (reply: PlainReply) => {
    if (!isWhole(reply) || isLong(reply)) return writeHttpPieces(response, reply, host.closing);
    host.writeReply(response, reply, (error) => fail(host, request, response, error), wasWaitedFor);
    return undefined;
  };
  return wasWaitedFor ? answering.then(write) : write(answering);
}

async function answerByHandlers(
  host: HttpHost,
  handlers: UserHandlers,
  response: ServerResponse,
  plain: PlainRequest,
): Promise<void> {
  if (await handlers(plain, response)) return;
  await writeHttpReply(response, await host.emulator.handle(plain), host.closing);
}

async function refuseEarly(host: HttpHost, request: IncomingMessage): Promise<PlainReply | undefined> {
  const plain = toPlainRequest(request);
  if (isTooLong(request)) return host.emulator.handle({ ...plain, bodyTooLarge: true });
  // What a user's handler would say to it is known only when it is called.
  return host.userHandlers ? undefined : host.emulator.refuseUnread(plain);
}

/** Nothing is done for a body that did not come whole. */
async function refuseUpload(
  host: HttpHost,
  request: IncomingMessage,
  response: ServerResponse,
  failure: UploadFailure,
): Promise<void> {
  if (failure === "stalled") {
    refuse(host, request, response, 408, "The body did not come whole: its sender fell silent.");
  } else if (failure === "too-large") {
    const reply = await host.emulator.handle({ ...toPlainRequest(request), bodyTooLarge: true });
    writeLastHttpReply(request, response, reply);
  } else {
    response.destroy();
  }
}

function fail(host: HttpHost, request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (error instanceof ConnectionFailure || response.headersSent) {
    response.destroy();
    if (error instanceof ConnectionFailure) return;
  }
  const { method, url } = toPlainRequest(request);
  host.log({ level: "error", message: `${method} ${url} failed: ${String(error)}`, fields: { method, url, error } });
  if (!response.destroyed) {
    writeLastHttpReply(request, response, host.emulator.refuse(toPlainRequest(request), new Problem("internal")));
  }
}

function toPlainRequest({ method = "GET", url = "/", headers, socket }: IncomingMessage): PlainRequest {
  return { method, url, headers, remoteAddress: socket.remoteAddress ?? "" };
}

const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+;=%-]+)(?::\d*)?$/i;

/** RFC 9112, 3.2: anything but one well-formed Host is answered 400; HTTP/1.0 needs none. */
function hasValidHost({ headers: { host }, httpVersion }: IncomingMessage): boolean {
  return host === undefined ? httpVersion === "1.0" : HOST.test(host);
}
