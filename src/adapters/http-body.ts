import { isAscii } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { getBodyLimit, type PlainRequest } from "../emulator/message.js";
import { createSilenceWatch, type SilenceWatch, type Watched } from "./silence-watch.js";
import { WholeRequest, type BodySink } from "./whole-request.js";

/** A body as far as it came (`undefined` when none was sent), or why it is not all there. */
export type Upload = { readonly body: PlainRequest["body"] } | { readonly failure: UploadFailure };

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
    if (!hasBody(request)) done({ body: undefined });
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
class OpenUpload implements BodySink, Watched {
  heardAt = 0;
  readonly #request: IncomingMessage;
  readonly #watch: SilenceWatch;
  readonly #done: (upload: Upload) => void;
  readonly #limit: number;
  readonly #chunks: Buffer[] = [];
  #stop: (() => void) | undefined;
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
    this.#stop = handOver(this.#request, this);
  }

  fallSilent(): void {
    this.#finish({ failure: "stalled" });
  }

  take(chunk: Buffer): void {
    if (this.#isOver) return;
    this.heardAt = performance.now();
    this.#chunks.push(chunk);
    this.#size += chunk.byteLength;
    if (this.#size > this.#limit || this.#chunks.length > MOST_PIECES) this.#finish({ failure: "too-large" });
  }

  end(): void {
    const [first] = this.#chunks;
    const bytes = first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks, this.#size);
    this.#finish({ body: toText(bytes) ?? bytes });
  }

  lose(): void {
    this.#finish({ failure: "lost" });
  }

  #finish(upload: Upload): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#watch.remove(this);
    if ("failure" in upload) this.#stop?.();
    this.#done(upload);
  }
}

/** Has a request's body go to a sink; gives what ends that, and leaves the rest of it unread. */
function handOver(request: IncomingMessage, sink: BodySink): () => void {
  if (request instanceof WholeRequest && request.handTo(sink)) return () => request.takeBack().pause();
  const take = (chunk: Buffer) => sink.take(chunk);
  const end = () => sink.end();
  const lose = () => sink.lose();
  request.on("data", take).on("end", end).on("close", lose);
  return () => request.off("data", take).off("end", end).off("close", lose).pause();
}

/** A body longer than this stays bytes, of which nobody has to find out how many they are. */
const LONGEST_TEXT = 65_536;

/** A short body as text where each byte is a character of ASCII, as of most: it is read at once, and weighs less in a journal. */
function toText(bytes: Buffer): string | undefined {
  return bytes.byteLength <= LONGEST_TEXT && isAscii(bytes) ? bytes.toString("latin1") : undefined;
}
