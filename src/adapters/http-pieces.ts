import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { PlainReply } from "../emulator/message.js";
import { isTruncated, listPieces } from "../emulator/reply-pieces.js";

/** Writes a reply that does not go out in one stroke, as far as its client stays for it, and its server if it is a stream. */
export async function writeHttpPieces(
  response: ServerResponse,
  reply: PlainReply,
  closing: AbortSignal,
): Promise<void> {
  const socket = await waitForTurn(response);
  if (reply.disruption?.reset === true) {
    resetConnection(socket);
    return;
  }
  const { status, headers, body, stream } = reply;
  response.writeHead(status, stream ? headers : withLength(status, headers, body));
  // Whoever waits for the first event wants to know that it is waiting.
  response.flushHeaders();
  for await (const piece of listPieces(reply, listenForEnd(response, reply.stream && closing))) {
    if (!response.write(piece) && !response.destroyed) await waitForRoom(response);
  }
  if (reply.disruption && isTruncated(reply)) socket.destroySoon();
  else response.end();
}

/** Ends a connection as one that broke, which its client sees as an error; one that is not plain TCP can only be closed. */
export function resetConnection(socket: Socket): void {
  try {
    socket.resetAndDestroy();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    socket.destroy();
  }
}

/** A reply on a connection on which another is under way has to wait for that. */
async function waitForTurn(response: ServerResponse): Promise<Socket> {
  if (!response.socket) await once(response, "socket");
  return response.req.socket;
}

function waitForRoom(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      response.off("drain", finish).off("close", finish);
      resolve();
    };
    response.once("drain", finish).once("close", finish);
  });
}

/** A signal that tells when nobody waits for the reply any more, or the server closes. */
function listenForEnd(response: ServerResponse, closing: AbortSignal | undefined): AbortSignal {
  const end = new AbortController();
  const onEnd = () => {
    closing?.removeEventListener("abort", onEnd);
    end.abort();
  };
  closing?.addEventListener("abort", onEnd);
  response.once("close", onEnd);
  if (closing?.aborted === true || response.destroyed) onEnd();
  return end.signal;
}

/** RFC 9110, 8.6: no length where there can be no body; that of a HEAD's reply is known to whoever made it. */
export function withLength(
  status: number,
  headers: PlainReply["headers"],
  body: string | undefined,
): Record<string, string> {
  const { "content-length": length, ...others } = headers;
  if (status === 204 || status === 304) return others;
  return { ...others, "content-length": length ?? String(Buffer.byteLength(body ?? "")) };
}
