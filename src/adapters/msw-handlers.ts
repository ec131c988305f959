import { http, HttpResponse, type HttpHandler, type HttpRequestHandler } from "msw";
import type { Emulator } from "../emulator/emulator.js";
import { fetchFrom } from "../emulator/fetch.js";
import type { PlainRequest } from "../emulator/message.js";
import { Problem } from "../emulator/problem.js";
import type { ServedApi } from "../emulator/served-api.js";
import { ConnectionFault } from "../emulator/to-response.js";
import type { Operation } from "../openapi/operation.js";
import { parsePathTemplate, type TemplateSegment } from "../openapi/path-template.js";

/** Which APIs answer. */
export interface MswHandlersOptions {
  /** Names of APIs; by default all that have a host. */
  readonly apis?: readonly string[];
}

/**
 * Makes msw handlers that answer at the real hosts of the emulator's APIs: one per operation and server, and behind them
 * one per server and host for all else, so that no request to such a host leaves the process.
 */
export function toMswHandlers(emulator: Emulator, { apis: names }: MswHandlersOptions = {}): HttpHandler[] {
  const servers = emulator.apis
    .filter(({ name }) => names?.includes(name) ?? true)
    .flatMap((api) => listServers(emulator, api));
  return [...servers.flatMap(toOperationHandlers), ...servers.map(toServerHandler), ...toHostHandlers(servers)];
}

type Resolver = Parameters<HttpRequestHandler>[1];

interface Server {
  readonly api: ServedApi;
  readonly origin: string;
  /** Without a slash at the end. */
  readonly basePath: string;
  readonly resolver: Resolver;
}

/** A server without a host, as the control API's, is none that can be intercepted. */
function listServers(emulator: Emulator, api: ServedApi): Server[] {
  return api.document.servers
    .filter((url) => URL.canParse(url))
    .map((href) => {
      const { origin, pathname } = new URL(href);
      return { api, origin, basePath: pathname.replace(/\/+$/, ""), resolver: createResolver(emulator, api) };
    });
}

const BY_METHOD = new Map(
  Object.entries({
    GET: http.get,
    PUT: http.put,
    POST: http.post,
    DELETE: http.delete,
    OPTIONS: http.options,
    HEAD: http.head,
    PATCH: http.patch,
  }),
);

function toOperationHandlers({ api, origin, basePath, resolver }: Server): HttpHandler[] {
  return api.document.operations.flatMap((operation) => {
    // A pattern, since msw decodes the parameters of a path that is a string, and throws on `%zz`.
    const path = new RegExp(`^${escapePattern(origin + basePath)}${toPattern(operation)}/?$`);
    const methods = operation.method === "GET" ? ["GET", "HEAD"] : [operation.method];
    return methods.flatMap((method) => BY_METHOD.get(method)?.(path, resolver) ?? []);
  });
}

function toServerHandler({ origin, basePath, resolver }: Server): HttpHandler {
  return http.all(new RegExp(`^${escapePattern(origin + basePath)}(?:/|$)`), resolver);
}

/** What else a real host is asked for. This machine has other servers than the API's, also at the documented port. */
function toHostHandlers(servers: readonly Server[]): HttpHandler[] {
  const remote = servers.filter(({ origin }) => !isLoopback(new URL(origin).hostname));
  const byOrigin = new Map(remote.toReversed().map((server) => [server.origin, server]));
  return [...byOrigin.values()].map(({ origin, resolver }) =>
    http.all(new RegExp(`^${escapePattern(origin)}/`), resolver),
  );
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}

function createResolver(emulator: Emulator, api: ServedApi): Resolver {
  const mount = findMount(api);
  return async ({ request, cookies }) => {
    const { pathname, search } = new URL(request.url);
    const toPlain = (plain: PlainRequest): PlainRequest => ({
      ...plain,
      url: mount + pathname + search,
      headers: addCookies(plain.headers, cookies),
      api: api.name,
    });
    const head = { method: request.method, url: request.url, headers: Object.fromEntries(request.headers) };
    try {
      return await fetchFrom({ handle: (plain) => emulator.handle(toPlain(plain)) }, request);
    } catch (error) {
      if (error instanceof ConnectionFault || request.signal.aborted) return HttpResponse.error();
      // Nothing else but the request's own body can fail here: its sender broke it off.
      const problem = new Problem("malformed-body", { message: "The body did not come whole." });
      return fetchFrom({ handle: async () => emulator.refuse(toPlain(head), problem) }, request.url);
    }
  };
}

/** The prefix under which the emulator serves an API; its real host knows nothing of it. */
function findMount({
  basePaths: [served = ""],
  document: {
    servers: [first = "/"],
  },
}: ServedApi): string {
  const { pathname } = new URL(first, "http://localhost");
  return served.slice(0, served.length - pathname.replace(/\/+$/, "").length);
}

/** In a browser a request's cookies are not among its headers. */
function addCookies(headers: PlainRequest["headers"], cookies: Record<string, string>): PlainRequest["headers"] {
  const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return headers["cookie"] !== undefined || pairs.length === 0 ? headers : { ...headers, cookie: pairs.join("; ") };
}

function toPattern({ pathTemplate }: Operation): string {
  return parsePathTemplate(pathTemplate)
    .map((segment) => `/${toSegmentPattern(segment)}`)
    .join("");
}

function toSegmentPattern(segment: TemplateSegment): string {
  if (segment.kind === "literal") return escapePattern(encodeURI(segment.text));
  if (segment.kind === "parameter") return "[^/]+";
  return segment.texts.map((text) => escapePattern(encodeURI(text))).join("[^/]+?");
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
