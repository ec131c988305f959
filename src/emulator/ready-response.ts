import type { PlainReply } from "./message.js";

/** Gives a reply that is whole as a `Response`. */
export function createReadyResponse(reply: PlainReply): Response {
  return new ReadyResponse(reply);
}

/**
 * A `Response` whose text is there. To make one of the platform's with a body, and to read it, takes twice as long as all
 * that the stand-in does for a read, for the sake of streams that hardly anybody wants; so that is made only for those who do.
 */
class ReadyResponse extends Response {
  readonly #reply: PlainReply;
  #headers: Headers | undefined;
  #whole: Response | undefined;
  #isRead = false;

  constructor(reply: PlainReply) {
    super(null, { status: reply.status });
    this.#reply = reply;
  }

  override get headers(): Headers {
    return (this.#headers ??= new Headers(this.#reply.headers));
  }

  override get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    return this.#open().body;
  }

  override get bodyUsed(): boolean {
    return this.#whole ? this.#whole.bodyUsed : this.#isRead;
  }

  override text(): Promise<string> {
    const { body = "" } = this.#reply;
    if (this.#whole || this.#isRead || !isPlainText(body)) return this.#open().text();
    this.#isRead = body !== "";
    return Promise.resolve(body);
  }

  override async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.#open().arrayBuffer();
  }

  override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.arrayBuffer());
  }

  override blob(): Promise<Blob> {
    return this.#open().blob();
  }

  override formData(): Promise<FormData> {
    return this.#open().formData();
  }

  override clone(): Response {
    return this.#open().clone();
  }

  /** The platform's own, which answers from now on. */
  #open(): Response {
    if (this.#whole) return this.#whole;
    const { status, body = null } = this.#reply;
    this.#whole = new Response(body, { status, headers: this.headers });
    // One that was read can't be read again, and says so in the platform's words.
    if (this.#isRead) void this.#whole.text();
    return this.#whole;
  }
}

/** Whether a text is the same after a way through UTF-8: it has no byte order mark at its start, and no half characters. */
function isPlainText(text: string): boolean {
  return text.charCodeAt(0) !== 0xfe_ff && !/\p{Surrogate}/u.test(text);
}
