import type { IncomingMessage, ServerResponse } from "node:http";

/** Response headers beside the safelisted ones that a page may read. */
const EXPOSED = [
  "allow",
  "preference-applied",
  "retry-after",
  "www-authenticate",
  "x-standin-evidence",
  "x-standin-injected",
  "x-standin-operation",
  "x-standin-request-id",
  "x-standin-violations",
].join(", ");

const METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";

/** How long a browser may remember the answer to a preflight, in seconds. */
const MAX_AGE = "600";

/**
 * Lets pages of an origin (`*`: of all) read the reply, as the Fetch standard has it.
 * Gives `true` when the request was a preflight, which this answers.
 */
export function applyCors(origin: string, request: IncomingMessage, response: ServerResponse): boolean {
  if (origin !== "*") response.setHeader("vary", "origin");
  const { origin: asking, "access-control-request-method": method } = request.headers;
  if (asking === undefined || (origin !== "*" && asking !== origin)) return false;
  response.setHeader("access-control-allow-origin", origin);
  // Cookies are sent across origins only where one origin is named, so there is no such header beside `*`.
  if (origin !== "*") response.setHeader("access-control-allow-credentials", "true");
  if (request.method !== "OPTIONS" || method === undefined) {
    response.setHeader("access-control-expose-headers", EXPOSED);
    return false;
  }
  answerPreflight(request, response);
  return true;
}

function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  const headers = request.headers["access-control-request-headers"];
  response.writeHead(204, {
    "access-control-allow-methods": METHODS,
    ...(headers !== undefined && { "access-control-allow-headers": headers }),
    "access-control-max-age": MAX_AGE,
  });
  response.end();
}
