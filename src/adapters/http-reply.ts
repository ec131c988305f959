import type { IncomingMessage, ServerResponse } from "node:http";
import type { PlainReply } from "../emulator/message.js";
import { isWhole } from "../emulator/reply-pieces.js";
import { resetConnection, withLength, writeHttpPieces } from "./http-pieces.js";

/** How long a client may go on sending after a reply that it did not wait for, in milliseconds. */
const LINGER = 1000;

/** Writes a reply whose request was read whole. Resolves when it is out, or is to be no more: that, if its body is a stream, when `closing` says so. */
export async function writeHttpReply(response: ServerResponse, reply: PlainReply, closing: AbortSignal): Promise<void> {
  if (!isWhole(reply)) await writeHttpPieces(response, reply, closing);
  else writeWholeReply(response, reply);
}

/** Writes a reply that goes out in one stroke. */
export function writeWholeReply(response: ServerResponse, reply: PlainReply): void {
  const { status, headers, body } = reply;
  response.writeHead(status, withLength(status, headers, body));
  response.end(body);
}

/**
 * Writes a reply to a request that was not read whole, and closes the connection: where its body would end is not known.
 * To stop reading at once would take the reply from a client that is still sending (RFC 9112, 9.6), so what it sends is
 * read away for a while.
 */
export function writeLastHttpReply(request: IncomingMessage, response: ServerResponse, reply: PlainReply): void {
  const { socket } = response;
  // A connection that already ended has nobody to read the reply.
  if (socket?.writable !== true) {
    response.destroy();
    return;
  }
  const { status, headers, body, disruption } = reply;
  if (disruption?.reset === true) {
    resetConnection(socket);
    return;
  }
  response.writeHead(status, { ...withLength(status, headers, body), connection: "close" });
  if (request.complete) {
    response.end(body);
    return;
  }
  if (body === undefined) response.flushHeaders();
  else response.write(body);
  // Ours is the last word; theirs may follow until they have read it.
  socket.end();
  request.resume();
  const patience = setTimeout(() => socket.destroy(), LINGER);
  socket.once("close", () => clearTimeout(patience));
}
