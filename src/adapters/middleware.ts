import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestHandler } from "msw";
import type { Emulator } from "../emulator/emulator.js";
import type { Log } from "../emulator/log.js";
import { createBodyReader } from "./http-body.js";
import { answerHttp } from "./http-exchange.js";
import { writeWholeReply } from "./http-reply.js";
import { hasParsedBody, restoreBody } from "./parsed-body.js";
import { createUserHandlers } from "./user-handlers.js";

/** What the middleware takes beside the emulator. */
export interface MiddlewareOptions {
  /** msw handlers that come before the stand-in. */
  readonly handlers?: readonly RequestHandler[];
  /** How long the sender of a body may be silent, in milliseconds; default 1500. */
  readonly bodyIdleTimeout?: number;
  readonly log?: Log;
}

/** A middleware of Express 4 or 5, or of anything that calls with Node's request and response. */
export type Middleware = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Makes a stand-in part of an Express app: `app.use(createMiddleware(emulator))`, or `app.use("/prefix", …)`.
 * It answers every request that comes to it and so calls no next middleware. Body parsers may stand before it.
 */
export function createMiddleware(emulator: Emulator, options: MiddlewareOptions = {}): Middleware {
  const { handlers = [], bodyIdleTimeout = 1500, log = () => {} } = options;
  const loading = handlers.length > 0 ? createUserHandlers(handlers) : undefined;
  const readBody = createBodyReader(bodyIdleTimeout);
  const host = {
    emulator,
    log,
    cors: undefined,
    // Nobody tells a middleware that its server closes: its app ends what streams by closing the connections.
    closing: new AbortController().signal,
    writeReply: writeWholeReply,
    userHandlers: loading && (async (plain, response) => (await loading)(plain, response)),
    readBody(request, done) {
      if (hasParsedBody(request)) done({ body: restoreBody(request) });
      else readBody(request, done);
    },
  } satisfies Parameters<typeof answerHttp>[0];
  return (request, response) => answerHttp(host, request, response);
}
