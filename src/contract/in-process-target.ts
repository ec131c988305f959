import type { Target } from "./target.js";
import type { WireFailure, WireHeader, WireRequest, WireResponse } from "./wire.js";

/** What answers in process as an emulator does: plain data in, plain data out. */
export interface PlainHandler {
  handle(request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: Uint8Array;
  }): Promise<PlainAnswer> | PlainAnswer;
}

/** What such a handler answers. */
interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** How a target in process is made. */
export interface InProcessOptions {
  /** As reports name it; `in process` by default. */
  readonly name?: string;
  /** Below which the document's paths stand, with any origin: `http://localhost/api/v1`. */
  readonly baseUrl: string;
  /** `false` has it treated as if it were on another machine. */
  readonly isLoopback?: boolean;
}

/** A target that answers in this process: a `fetch` function, or a handler of plain data. */
export function createInProcessTarget(
  answerer: PlainHandler | { readonly fetch: (url: string, init: RequestInit) => Promise<Response> },
  { name = "in process", baseUrl, isLoopback = true }: InProcessOptions,
): Target {
  const base = baseUrl.replace(/\/+$/, "");
  const answer = "handle" in answerer ? handlePlainly(answerer) : fetchFrom(answerer.fetch);
  return {
    name,
    baseUrl: base,
    isLoopback,
    async send(request) {
      const start = performance.now();
      try {
        const reply = await answer(base, request);
        return { ...reply, faults: [], duration: performance.now() - start };
      } catch (error) {
        return { failure: toFailure(error) };
      }
    },
    close: () => Promise.resolve(),
  };
}

type Answer = (base: string, request: WireRequest) => Promise<Pick<WireResponse, "status" | "headers" | "body">>;

function handlePlainly(handler: PlainHandler): Answer {
  return async (base, { method, path, headers, body }) => {
    const url = new URL(base).pathname.replace(/\/$/, "") + path;
    const reply = await handler.handle({ method, url, headers: Object.fromEntries(headers), ...(body && { body }) });
    const bytes = new TextEncoder().encode(reply.body ?? "");
    return { status: reply.status, headers: Object.entries(reply.headers), body: method === "HEAD" ? EMPTY : bytes };
  };
}

const EMPTY = new Uint8Array();

function fetchFrom(fetch: (url: string, init: RequestInit) => Promise<Response>): Answer {
  return async (base, { method, path, headers, body }) => {
    const init: RequestInit = {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      redirect: "manual",
    };
    const response = await fetch(base + path, body ? { ...init, body: body.slice() } : init);
    return {
      status: response.status,
      headers: [...response.headers].map(([name, value]): WireHeader => [name, value]),
      body: new Uint8Array(await response.arrayBuffer()),
    };
  };
}

/** What threw has not answered; whatever it was, it must not end the run. */
function toFailure(error: unknown): WireFailure {
  return { kind: "reset", message: error instanceof Error ? error.message : String(error) };
}
