import type { PlainReply } from "./message.js";
import { createReadyResponse } from "./ready-response.js";
import { isTruncated, isWhole, listPieces } from "./reply-pieces.js";

/** A connection that failed because a fault made it fail, worded as Node's `fetch` words it. */
export class ConnectionFault extends TypeError {}

/**
 * A reply as `fetch` gives it. The signal ends a body that is still to come.
 * @throws ConnectionFault when a fault resets the connection in place of the reply.
 */
export function toResponse(reply: PlainReply, signal: AbortSignal): Response {
  const { status, headers, disruption } = reply;
  if (disruption?.reset === true) throw new ConnectionFault("fetch failed", { cause: new Error("connection reset") });
  if (isWhole(reply)) return createReadyResponse(reply);
  return new Response(toStream(reply, signal), { status, headers: { ...headers } });
}

function toStream(reply: PlainReply, signal: AbortSignal): ReadableStream<Uint8Array> | null {
  if (reply.stream === undefined && reply.body === undefined) return null;
  const ended = new AbortController();
  const pieces = listPieces(reply, ended.signal);
  const end = async () => {
    ended.abort();
    // Where nobody is waiting for the next piece, there is nothing that the signal could end.
    await pieces.return();
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const onAbort = () => {
        controller.error(signal.reason);
        void end();
      };
      signal.addEventListener("abort", onAbort);
      ended.signal.addEventListener("abort", () => signal.removeEventListener("abort", onAbort));
    },
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (ended.signal.aborted) return;
      if (done !== true) controller.enqueue(value);
      else if (isTruncated(reply)) controller.error(toTermination());
      else controller.close();
    },
    cancel: end,
  });
}

function toTermination(): ConnectionFault {
  return new ConnectionFault("terminated", { cause: new Error("other side closed") });
}
