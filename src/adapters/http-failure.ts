import type { IncomingMessage, ServerResponse } from "node:http";
import { Problem } from "../emulator/problem.js";
import { toPlainRequest } from "./http-head.js";
import type { HttpHost } from "./http-host.js";
import { writeLastHttpReply } from "./http-reply.js";
import { ConnectionFailure } from "./user-handlers.js";

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

/** Answers a request with which something went wrong that is no problem of its own, and tells the log. */
export function fail(host: HttpHost, request: IncomingMessage, response: ServerResponse, error: unknown): void {
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
