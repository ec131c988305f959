import { decodeLeniently } from "../openapi/decode-leniently.js";
import type { Pairs } from "../openapi/parameter-style.js";
import type { PlainRequest } from "./message.js";
import { NO_PAIRS, readHead, type ReadHead, type ReceivedHead } from "./received-head.js";
import { SESSION_HEADER } from "./session-selector.js";

/** A request with its parts taken apart as far as no document is needed for it. */
export interface ReceivedRequest extends ReceivedHead {
  /** In upper case. */
  readonly method: string;
  /** As sent, still percent-encoded. */
  readonly path: string;
  /** Decoded; bad percent-encoding in a query stays as it was sent. */
  readonly query: Pairs;
  readonly body: Uint8Array | string | undefined;
  readonly bodyTooLarge: boolean;
  /** What names the session: the header, or the beginning of the path; the latter is no longer in `path`. */
  readonly session: string | undefined;
  /** The API that is meant, where something other than the path tells. */
  readonly api: string | undefined;
  /** Address from which it came; `undefined` for a request of this very process. */
  readonly remoteAddress: string | undefined;
}

/** Takes a plain request apart; its head may be known already. */
export function receiveRequest(request: PlainRequest, read: ReadHead = readHead): ReceivedRequest {
  const { path: target, query } = splitTarget(request.url);
  const { headers, cookies, authorization } = read(request.headers);
  const { session = headers[SESSION_HEADER], path } = splitSession(target);
  return {
    method: request.method.toUpperCase(),
    path,
    query: query === "" ? NO_PAIRS : [...new URLSearchParams(query)],
    headers,
    cookies,
    authorization,
    body: request.body,
    bodyTooLarge: request.bodyTooLarge ?? false,
    api: request.api,
    remoteAddress: request.remoteAddress,
    session,
  };
}

function splitTarget(url: string): { path: string; query: string } {
  const hash = url.indexOf("#");
  const target = hash < 0 ? url : url.slice(0, hash);
  const at = target.indexOf("?");
  const before = at < 0 ? target : target.slice(0, at);
  // A whole URL (as a proxy or fetch sends it) loses its origin. A path may begin with two slashes, so only a scheme tells.
  const path = before.startsWith("/") ? before : before.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "");
  return { path: path === "" ? "/" : path, query: at < 0 ? "" : target.slice(at + 1) };
}

/** A client that can't set a header names its session at the beginning of the path: `/__standin/s/NAME/…`. */
function splitSession(path: string): { session?: string; path: string } {
  const match = path.startsWith("/__standin/s/") ? /^\/__standin\/s\/([^/]*)(\/.*)?$/s.exec(path) : null;
  return match ? { session: decodeLeniently(match[1] ?? ""), path: match[2] ?? "/" } : { path };
}
