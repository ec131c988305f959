import type { IncomingMessage } from "node:http";
import { getBodyLimit } from "../emulator/message.js";

/** A body as far as it came: its bytes (`undefined` when none was sent), or why they are not all there. */
export type Upload = { readonly bytes: Uint8Array | undefined } | { readonly failure: UploadFailure };

/** Larger than is read, silent for too long, or gone with its client. */
export type UploadFailure = "too-large" | "stalled" | "lost";

/** How many pieces a body may come in: a mebibyte in chunks of a byte each would keep everyone else waiting for seconds. */
const MOST_PIECES = 16_384;

/** Reads a request's body, no further than the limit and no longer than its sender goes on sending. */
export function readHttpBody(request: IncomingMessage, idleTimeout: number): Promise<Upload> {
  if (!hasBody(request)) return NO_BODY;
  if (isTooLong(request)) return Promise.resolve({ failure: "too-large" });
  return collect(request, idleTimeout);
}

const NO_BODY: Promise<Upload> = Promise.resolve({ bytes: undefined });

/** Whether a request comes with a body (RFC 9112, 6.3). */
export function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers["content-length"];
  return headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}

/** Whether a request says itself that its body is longer than is read. */
export function isTooLong({ headers, url = "/" }: IncomingMessage): boolean {
  return Number(headers["content-length"]) > getBodyLimit(url);
}

/** Whether a request says that its body is longer than so many bytes, or does not say how long it is. */
export function mayExceed({ headers }: IncomingMessage, bytes: number): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"]) > bytes;
}

function collect(request: IncomingMessage, idleTimeout: number): Promise<Upload> {
  return new Promise((resolve) => {
    const limit = getBodyLimit(request.url ?? "/");
    const chunks: Uint8Array[] = [];
    let size = 0;
    let isOver = false;
    const silence = setTimeout(() => {
      const before = size;
      // Where we were busy ourselves, what came meanwhile is read only after this timer.
      setImmediate(() => size === before && finish({ failure: "stalled" }));
    }, idleTimeout);
    const onData = (chunk: Uint8Array) => {
      silence.refresh();
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size > limit || chunks.length > MOST_PIECES) finish({ failure: "too-large" });
    };
    const onEnd = () => finish({ bytes: chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size) });
    const onLost = () => finish({ failure: "lost" });
    request.on("data", onData).once("end", onEnd).once("close", onLost);
    function finish(upload: Upload): void {
      if (isOver) return;
      isOver = true;
      clearTimeout(silence);
      request.off("data", onData).off("end", onEnd).off("close", onLost);
      if ("failure" in upload) request.pause();
      resolve(upload);
    }
  });
}
