import type { Awaitable } from "./awaitable.js";
import { getBodyLimit, type PlainReply, type PlainRequest } from "./message.js";
import { orAborted } from "./or-aborted.js";
import { readPlainFetch } from "./plain-fetch.js";
import { toResponse } from "./to-response.js";

/** What answers plain requests. */
export interface Handler {
  handle(request: PlainRequest): Awaitable<PlainReply>;
}

/**
 * Lets a handler answer as `fetch` does: a `Request` in, a `Response` out.
 * Rejects as `fetch` does, too: with what the request's signal says, or with a `TypeError` when the connection fails.
 */
export async function fetchFrom(
  handler: Handler,
  input: Request | URL | string,
  init?: RequestInit,
): Promise<Response> {
  const plain = readPlainFetch(input, init);
  if (plain) return toResponse(await handler.handle(plain), NEVER);
  const request = new Request(toAbsolute(input), init);
  const { signal } = request;
  signal.throwIfAborted();
  const body = await readBody(request);
  const { method, url } = request;
  const answering = handler.handle({ method, url, headers: Object.fromEntries(request.headers), ...body });
  // What was sent is done, whether or not somebody still waits for the answer.
  return toResponse(await orAborted(Promise.resolve(answering), signal), signal);
}

/** Of calls without a signal. */
const NEVER = new AbortController().signal;

/** A path alone is enough, since the origin does not matter. */
function toAbsolute(input: Request | URL | string): Request | URL | string {
  return typeof input === "string" && input.startsWith("/") ? new URL(`http://localhost${input}`) : input;
}

/** Reads a body no further than the limit, so that an endless one ends. */
async function readBody(request: Request): Promise<Pick<PlainRequest, "body" | "bodyTooLarge">> {
  if (!request.body) return {};
  const limit = getBodyLimit(request.url);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      return { bodyTooLarge: true };
    }
  }
  return { body: joinChunks(chunks, size) };
}

function joinChunks(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const joined = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.byteLength;
  }
  return joined;
}
