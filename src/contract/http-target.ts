import { Agent as HttpAgent, request as requestHttp, type ClientRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { HttpsProxyAgent } from "https-proxy-agent";
import { decodeContent } from "./decode-content.js";
import { startDeadline } from "./start-deadline.js";
import type { Target } from "./target.js";
import { findHeader, type WireFailure, type WireHeader, type WireRequest, type WireResponse } from "./wire.js";

/** How a target is reached over HTTP. */
export interface HttpTargetOptions {
  /** Below which the document's paths stand. */
  readonly baseUrl: string;
  /** How long an answer may take, in milliseconds; default 30,000. */
  readonly timeout?: number;
  /** Certificates of authorities that are trusted beside the usual ones, as PEM. */
  readonly ca?: string | undefined;
  /** Where proxies are named; the process's environment by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /**
   * Whether the host of a URL is this machine; by its name by default. For tests that need a target elsewhere.
   * It can make a target safer, never less safe: what is not this machine by name is not made so.
   */
  readonly isLoopback?: (url: URL) => boolean;
}

/** The longest body that is read, in bytes. */
const LONGEST_BODY = 64 * 1024 * 1024;

/** A server as a target. Redirects are not followed, and nothing is decoded but the content coding. */
export function createHttpTarget(options: HttpTargetOptions): Target {
  const { timeout = 30_000, ca, environment = process.env, isLoopback = isLoopbackUrl } = options;
  const base = new URL(options.baseUrl);
  const baseUrl = base.href.replace(/\/+$/, "");
  const agent = createAgent(base, ca, environment);
  return {
    name: baseUrl,
    baseUrl,
    isLoopback: isLoopbackUrl(base) && isLoopback(base),
    send: (request) => send(baseUrl + request.path, request, { agent, timeout }),
    close() {
      agent.destroy();
      return Promise.resolve();
    },
  };
}

/** Whether a URL's host is this machine, by a name that can mean nothing else. */
function isLoopbackUrl({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  if (isIP(host) === 4) return host.startsWith("127.");
  return host === "localhost" || host.endsWith(".localhost") || host === "::1";
}

type Agent = HttpAgent | HttpsAgent;

function createAgent(
  base: URL,
  ca: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Agent {
  const proxy = findProxy(base, environment);
  const trust = ca === undefined ? {} : { ca };
  // One connection: a run sends one request after the other.
  const keeping = { keepAlive: true, maxSockets: 1 };
  if (base.protocol === "http:") return new HttpAgent(keeping);
  return proxy === undefined
    ? new HttpsAgent({ ...keeping, ...trust })
    : new HttpsProxyAgent(proxy, { ...keeping, ...trust });
}

/** The proxy that the environment names for a host; none for this machine and for what `NO_PROXY` lists. */
function findProxy(base: URL, environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const proxy = environment["HTTPS_PROXY"] ?? environment["https_proxy"];
  const exceptions = (environment["NO_PROXY"] ?? environment["no_proxy"] ?? "").split(",").map((name) => name.trim());
  const isExcepted = exceptions.some(
    (name) => name === "*" || (name !== "" && `.${base.hostname}`.endsWith(`.${name.replace(/^\*?\./, "")}`)),
  );
  return proxy === undefined || proxy === "" || isExcepted || isLoopbackUrl(base) ? undefined : proxy;
}

type Answer = WireResponse | { readonly failure: WireFailure };

function send(
  url: string,
  { method, headers, body }: WireRequest,
  { agent, timeout }: { readonly agent: Agent; readonly timeout: number },
): Promise<Answer> {
  const start = performance.now();
  return new Promise((resolve) => {
    const fail = (kind: WireFailure["kind"], message: string) => resolve({ failure: { kind, message } });
    const request = open(url, { method, agent, headers: toRawHeaders(url, headers, body, method) }, fail);
    if (!request) return;
    let answered = false;
    const stop = startDeadline(timeout, () => {
      fail("timeout", `there was no whole answer within ${timeout} ms`);
      request.destroy();
    });
    request.on("close", () => {
      stop();
      // An answer that began is told as far as it came.
      if (!answered) fail("reset", "the connection was closed without an answer");
    });
    request.on("error", (error: NodeJS.ErrnoException) => fail(toKind(error), error.message));
    request.on("response", (response) => {
      answered = true;
      void read(response).then((answer) => resolve({ ...answer, duration: performance.now() - start }));
    });
    request.end(body);
  });
}

/** What Node does not take at all, such as a line break in a header, is nothing that a target did. */
function open(
  url: string,
  options: { readonly method: string; readonly agent: Agent; readonly headers: string[] },
  fail: (kind: WireFailure["kind"], message: string) => void,
): ClientRequest | undefined {
  try {
    const begin = url.startsWith("https:") ? requestHttps : requestHttp;
    return begin(url, { ...options, setHost: false, insecureHTTPParser: false });
  } catch (error) {
    fail("malformed", error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** In the spelling of their sender; `Host` and the length, without which a request is none, come with them. */
function toRawHeaders(
  url: string,
  headers: readonly WireHeader[],
  body: Uint8Array | undefined,
  method: string,
): string[] {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const own: WireHeader[] = [["host", new URL(url).host]];
  const needsLength = body !== undefined || ["POST", "PUT", "PATCH"].includes(method);
  if (needsLength && !names.has("content-length")) own.push(["content-length", String(body?.byteLength ?? 0)]);
  return [...own.filter(([name]) => !names.has(name)), ...headers].flat();
}

function toKind({ code }: NodeJS.ErrnoException): WireFailure["kind"] {
  if (code === "ECONNREFUSED") return "refused";
  if (code === "ECONNRESET" || code === "EPIPE") return "reset";
  if (code === "ETIMEDOUT") return "timeout";
  if (code?.startsWith("HPE_")) return "malformed";
  // Of these it is sure that nothing was sent; of what is not known, not.
  const isUnsent = /^(ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_.*|.*_CERT.*|ERR_TLS_.*)$/.test(code ?? "");
  return isUnsent ? "unreachable" : "reset";
}

async function read(response: IncomingMessage): Promise<Omit<WireResponse, "duration">> {
  const headers = pairUp(response.rawHeaders);
  const chunks: Buffer[] = [];
  const faults: string[] = [];
  let size = 0;
  try {
    // A stream of a response gives buffers unless an encoding is set.
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > LONGEST_BODY) {
        faults.push(`the body is longer than ${LONGEST_BODY} bytes`);
        response.destroy();
        break;
      }
      chunks.push(chunk);
    }
  } catch (error) {
    faults.push(`the connection ended within the body (${error instanceof Error ? error.message : String(error)})`);
  }
  const coded = new Uint8Array(Buffer.concat(chunks));
  const { body, fault } = decodeContent(coded, findHeader(headers, "content-encoding"));
  return { status: response.statusCode ?? 0, headers, body, faults: fault === undefined ? faults : [...faults, fault] };
}

function pairUp(raw: readonly string[]): WireHeader[] {
  return raw.flatMap((name, index): WireHeader[] => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""]] : []));
}
