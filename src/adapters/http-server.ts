import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { RequestHandler } from "msw";
import { ConfigurationError } from "../emulator/configuration-error.js";
import type { Emulator } from "../emulator/emulator.js";
import type { Log } from "../emulator/log.js";
import { createBodyReader } from "./http-body.js";
import { refuseBrokenRequest, refuseConnection, type LatestExchange } from "./http-broken-request.js";
import { answerExpectant, answerHttp, refuse, type HttpHost } from "./http-exchange.js";
import { ListenError } from "./listen-error.js";
import { createReplyWriter } from "./reply-writer.js";
import { createUserHandlers } from "./user-handlers.js";
import { WholeRequest } from "./whole-request.js";
import { WholeResponse } from "./whole-response.js";

/** Where and how a stand-in listens; all has a default. */
export interface ListenOptions {
  /** Default 4010; 0 takes a free one. */
  readonly port?: number;
  /** Name or address; default `127.0.0.1`. */
  readonly host?: string;
  /** Origin whose pages may read the replies (`*`: every one); none by default. */
  readonly cors?: string | undefined;
  /** msw handlers that come before the stand-in. */
  readonly handlers?: readonly RequestHandler[];
  /** How long the sender of a body may be silent, in milliseconds; default 1500. */
  readonly bodyIdleTimeout?: number;
  /** How long a request's head may take to come, in milliseconds; default 1500. */
  readonly headTimeout?: number;
  /** How long `close` waits for replies under way, in milliseconds; default 2000. */
  readonly closeTimeout?: number;
  readonly log?: Log;
}

/** A stand-in that listens. */
export interface RunningServer {
  /** What is served. */
  readonly emulator: Emulator;
  /** Origin at which it is reached, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Lets those go first who came before the start was over: resolves when nobody is connected, 50 ms after the start in any case. */
  readonly giveWay: () => Promise<void>;
  /** Takes no more requests, and resolves when the last reply is out or had its time. */
  readonly close: () => Promise<void>;
}

/** Serves an emulator over HTTP. @throws ListenError when it can't listen there; ConfigurationError for a port that is none. */
export function listen(emulator: Emulator, options: ListenOptions = {}): Promise<RunningServer> {
  return listenFor(() => emulator, options);
}

/**
 * Serves over HTTP what is made when the port is taken: whoever connects meanwhile is the first to be answered.
 * @throws as `listen` does, and what `create` throws; then nobody listens any more.
 */
export async function listenFor(create: () => Emulator, options: ListenOptions = {}): Promise<RunningServer> {
  const { port = 4010, host = "127.0.0.1", closeTimeout = 2000 } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new ConfigurationError(`a port is a whole number from 0 to 65535, not ${port}`);
  }
  const closing = new AbortController();
  const surroundings = await createSurroundings(closing.signal, options);
  const server = createHttpServer(options.headTimeout ?? 1500);
  const sockets = keepSockets(server);
  await bind(server, port, host);
  // From here on nothing may be waited for: connections are taken in the next turn of the event loop.
  const emulator = createOrClose(server, create);
  answerAs(server, { ...surroundings, emulator });
  // A server that listens on a port has an address with one.
  const { port: taken } = server.address() as AddressInfo;
  return {
    emulator,
    url: `http://${toUrlHost(host)}:${taken}`,
    port: taken,
    giveWay: createGiveWay(sockets),
    close() {
      closing.abort();
      return close(server, sockets, closeTimeout);
    },
  };
}

function createOrClose(server: Server, create: () => Emulator): Emulator {
  try {
    return create();
  } catch (error) {
    server.close();
    throw error;
  }
}

async function createSurroundings(closing: AbortSignal, options: ListenOptions): Promise<Omit<HttpHost, "emulator">> {
  const { handlers = [], bodyIdleTimeout = 1500 } = options;
  return {
    log: options.log ?? (() => {}),
    cors: options.cors,
    closing,
    userHandlers: handlers.length > 0 ? await createUserHandlers(handlers) : undefined,
    readBody: createBodyReader(bodyIdleTimeout),
    writeReply: createReplyWriter(),
  };
}

function createHttpServer(headersTimeout: number): Server {
  const server = createServer({
    IncomingMessage: WholeRequest,
    ServerResponse: WholeResponse,
    headersTimeout,
    connectionsCheckingInterval: 100,
    // A header that is sent twice is judged whole, not by its first half.
    joinDuplicateHeaders: true,
    // We say what is wrong with a Host ourselves: Node answers without a body.
    requireHostHeader: false,
  });
  // What fits into Node's 16 KiB of header fields is also looked at.
  server.maxHeadersCount = 0;
  return server;
}

function answerAs(server: Server, host: HttpHost): void {
  const latest = new WeakMap<Duplex, LatestExchange>();
  const remember = (request: IncomingMessage, response: ServerResponse) => {
    latest.set(request.socket, { request, response });
  };
  server.on("request", (request, response) => {
    remember(request, response);
    answerHttp(host, request, response);
  });
  server.on("checkContinue", (request, response) => {
    remember(request, response);
    void answerExpectant(host, request, response);
  });
  server.on("checkExpectation", (request, response) => {
    remember(request, response);
    refuse(host, request, response, 417, "Of Expect, only 100-continue is understood.");
  });
  server.on("connect", (_request, socket) => {
    refuseConnection(socket, 405, "This is no proxy.", { Allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS" });
  });
  const refused = new WeakSet<Duplex>();
  server.on("clientError", (error, socket) => {
    // The rest of broken bytes breaks again; and a connection on which nothing came yet has no request that takes too long.
    if (refused.has(socket) || isUnused(socket)) return;
    refused.add(socket);
    refuseBrokenRequest(error, socket, latest.get(socket));
  });
}

/** Browsers open connections for later. */
function isUnused(socket: Duplex): boolean {
  return "bytesRead" in socket && socket.bytesRead === 0;
}

function keepSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
}

/** For how many seconds others go before the rest of a start, which a connection that is kept alive must not hold up. */
const PATIENCE = 0.05;

function createGiveWay(sockets: ReadonlySet<Socket>): RunningServer["giveWay"] {
  // Unlike `performance`, of which Node loads a module when it is first used, this is there.
  const end = process.uptime() + PATIENCE;
  return async () => {
    // The first turn may be one that is over but for this; at the end of the second those are connected who waited.
    await nextTurn();
    await nextTurn();
    while (sockets.size > 0 && process.uptime() < end) await sleep(1);
  };
}

function bind(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => reject(new ListenError(host, port, error));
    server.once("error", onError);
    server.listen({ port, host }, () => {
      server.off("error", onError);
      resolve();
    });
  });
}

async function close(server: Server, sockets: ReadonlySet<Socket>, timeout: number): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  // Node counts a connection on which nothing came yet as busy.
  for (const socket of sockets) if (isUnused(socket)) socket.destroy();
  // A connection that is kept alive is idle as soon as its reply is out.
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  const patience = setTimeout(() => server.closeAllConnections(), timeout);
  await closed;
  clearInterval(sweep);
  clearTimeout(patience);
}

/** A host as a URL has it; one that stands for all addresses is reached at this machine's own. */
function toUrlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
