import type { IncomingMessage } from "node:http";
import { getBodyLimit } from "../emulator/message.js";
import { createSilenceWatch, type SilenceWatch, type Watched } from "./silence-watch.js";

/** A body as far as it came: its bytes (`undefined` when none was sent), or why they are not all there. */
export type Upload = { readonly bytes: Uint8Array | undefined } | { readonly failure: UploadFailure };

/** Larger than is read, silent for too long, or gone with its client. */
export type UploadFailure = "too-large" | "stalled" | "lost";

/** How many pieces a body may come in: a mebibyte in chunks of a byte each would keep everyone else waiting for seconds. */
const MOST_PIECES = 16_384;

/** Reads a request's body, no further than the limit and no longer than its sender goes on sending, and calls `done` once. */
export type ReadBody = (request: IncomingMessage, done: (upload: Upload) => void) => void;

/** Makes what reads bodies, whose senders may be silent for so many milliseconds. */
export function createBodyReader(idleTimeout: number): ReadBody {
  const watch = createSilenceWatch(idleTimeout);
  return (request, done) => {
    if (!hasBody(request)) done({ bytes: undefined });
    else if (isTooLong(request)) done({ failure: "too-large" });
    else new OpenUpload(request, watch, done).begin();
  };
}

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

/** A body on its way. */
class OpenUpload implements Watched {
  heardAt = 0;
  readonly #request: IncomingMessage;
  readonly #watch: SilenceWatch;
  readonly #done: (upload: Upload) => void;
  readonly #limit: number;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  #isOver = false;

  constructor(request: IncomingMessage, watch: SilenceWatch, done: (upload: Upload) => void) {
    this.#request = request;
    this.#watch = watch;
    this.#done = done;
    this.#limit = getBodyLimit(request.url ?? "/");
  }

  begin(): void {
    this.heardAt = this.#watch.add(this);
    this.#request.on("data", this.#take).on("end", this.#end).on("close", this.#lose);
  }

  fallSilent(): void {
    this.#finish({ failure: "stalled" });
  }

  readonly #take = (chunk: Uint8Array): void => {
    if (this.#isOver) return;
    this.heardAt = performance.now();
    this.#chunks.push(chunk);
    this.#size += chunk.byteLength;
    if (this.#size > this.#limit || this.#chunks.length > MOST_PIECES) this.#finish({ failure: "too-large" });
  };

  readonly #end = (): void => {
    const [first] = this.#chunks;
    this.#finish({ bytes: this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks, this.#size) });
  };

  readonly #lose = (): void => this.#finish({ failure: "lost" });

  #finish(upload: Upload): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#watch.remove(this);
    if ("failure" in upload) {
      this.#request.off("data", this.#take).off("end", this.#end).off("close", this.#lose);
      this.#request.pause();
    }
    this.#done(upload);
  }
}
