import { STATUS_CODES, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** How long a refused client may take to close its side, in milliseconds. */
const LINGER = 500;

/** What Node says of bytes that are no request. */
export interface ParseError extends Error {
  readonly code?: string;
  /** What the parser says. */
  readonly reason?: string;
  /** The bytes that it was given last, and how many of them it read. */
  readonly rawPacket?: Uint8Array;
  readonly bytesParsed?: number;
}

/** A connection's newest request and its reply. */
export interface LatestExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Answers bytes that are no HTTP request with a short JSON error, and closes the connection. */
export function refuseBrokenRequest(error: ParseError, socket: Duplex, latest: LatestExchange | undefined): void {
  const [status, message] = describe(error);
  if (!latest || latest.response.writableFinished) {
    refuseConnection(socket, status, message);
  } else if (latest.request.complete) {
    // The broken bytes came behind a whole request, whose reply is still to come and comes first.
    latest.response.once("close", () => refuseConnection(socket, status, message));
  } else if (latest.response.headersSent || latest.response.socket !== socket) {
    socket.destroy();
  } else {
    refuseConnection(socket, status, message);
  }
}

/** Writes a reply of which nobody but the connection knows, and closes that. */
export function refuseConnection(
  socket: Duplex,
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify({ error: message });
  const all = {
    ...headers,
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    Date: new Date().toUTCString(),
    Connection: "close",
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  // What the client still sends may fail as it likes: the connection is done with.
  socket.on("error", () => {});
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n${body}`);
  // Closing with bytes unread would take the reply away from a client that is still sending.
  const patience = setTimeout(() => socket.destroy(), LINGER);
  socket.once("close", () => clearTimeout(patience));
}

function describe({ code, reason, rawPacket, bytesParsed }: ParseError): [status: number, message: string] {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return isRequestLine(rawPacket?.subarray(0, bytesParsed))
        ? [414, "The URL is too long."]
        : [431, "The header fields are too large."];
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return [413, "The chunk extensions are too large."];
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return [408, "The request took too long to come."];
    default:
      return [400, `The request is not well-formed HTTP/1.1${reason === undefined ? "" : `: ${reason}`}.`];
  }
}

/** Whether bytes begin with a request line that has no end in them. */
function isRequestLine(bytes: Uint8Array | undefined): boolean {
  return (
    bytes !== undefined &&
    !bytes.includes(0x0a) &&
    /^[A-Z]+ \S+$/.test(Buffer.from(bytes.subarray(0, 1000)).toString("latin1"))
  );
}
