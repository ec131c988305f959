import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { RequestHandler } from "msw";
import type { PlainRequest } from "../emulator/message.js";
import { ReplySink } from "./reply-sink.js";

/** Lets a user's msw handlers answer a request; `false` when none of them does. Rejects with what a handler throws. */
export type UserHandlers = (request: PlainRequest, response: ServerResponse) => Promise<boolean>;

/** A handler asked for a failed connection in the place of a reply (`HttpResponse.error()`). */
export class ConnectionFailure extends Error {
  override readonly name = "ConnectionFailure";
}

/**
 * Makes msw handlers answer through `@mswjs/http-middleware`, which is loaded here and not before: it and msw take
 * longer to load than all of the stand-in.
 */
export async function createUserHandlers(handlers: readonly RequestHandler[]): Promise<UserHandlers> {
  const { createMiddleware } = await import("@mswjs/http-middleware");
  // Its types take msw's handlers for CommonJS, ours are those for ES modules: the same class, declared twice.
  const guarded = handlers.map(guardHandler) as unknown[] as Parameters<typeof createMiddleware>;
  const middleware = createMiddleware(...guarded);
  return async (plain, response) => {
    const request = toMiddlewareRequest(plain);
    if (!request) return false;
    const sink = new ReplySink(response);
    return new Promise((resolve, reject) => {
      sink.once("finish", () => resolve(true)).once("error", reject);
      const next = (error?: unknown) => (error === undefined ? resolve(false) : reject(toError(error)));
      // As much of Express's two objects as the middleware uses, so that it works without Express.
      const [req, res] = [request, sink] as unknown[] as Parameters<typeof middleware>;
      const done: unknown = middleware(req, res, next);
      Promise.resolve(done).catch(reject);
    });
  };
}

/** Methods that a `Request` of fetch can't have; the middleware would end the process on them. */
const FORBIDDEN = new Set(["CONNECT", "TRACE", "TRACK"]);

/** What the middleware reads of a request; `undefined` for a request that fetch can't express. */
function toMiddlewareRequest({ method, url, headers, body }: PlainRequest): object | undefined {
  const host = String(headers["host"] ?? "localhost");
  // Made absolute here: the middleware would take what follows `//` for a host.
  const href = url.startsWith("/") ? `http://${host}${url}` : url;
  if (FORBIDDEN.has(method) || !URL.canParse(href)) return undefined;
  const get = (name: string) => (name.toLowerCase() === "host" ? host : headers[name.toLowerCase()]);
  const parts = { method, url: href, headers, protocol: "http", get, header: get };
  // The body was read before: the middleware neither ends a connection whose body nobody reads nor limits one.
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  return bytes ? Object.assign(Readable.from(Buffer.from(bytes)), parts) : { ...parts, readable: false };
}

/** Finds in time what the middleware would stumble over where nobody can catch it. */
function guardHandler(handler: RequestHandler): RequestHandler {
  const run: RequestHandler["run"] = async (args) => {
    const result = await handler.run(args);
    const response = result?.response;
    if (response && (response.type === "error" || response.status === 0)) throw new ConnectionFailure();
    if (response?.bodyUsed || response?.body?.locked) {
      throw new TypeError(`the handler ${handler.info.header} gave a Response whose body was read before`);
    }
    return result;
  };
  return Object.create(handler, { run: { value: run } }) as RequestHandler; // its prototype is one
}

/** A handler may throw anything. */
function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
