import type { ServerResponse } from "node:http";
import { Writable, type Readable } from "node:stream";

/** Takes a reply as `@mswjs/http-middleware` writes it, and passes it on; what goes wrong becomes an `error` and is never thrown. */
export class ReplySink extends Writable {
  statusCode = 200;
  statusMessage = "";
  readonly #response: ServerResponse;
  readonly #headers = new Map<string, string[]>();
  #source: Readable | undefined;

  constructor(response: ServerResponse) {
    super();
    this.#response = response;
    this.once("pipe", (source: Readable) => this.#follow(source));
    response.once("close", () => this.destroy());
  }

  appendHeader(name: string, value: string): void {
    this.#headers.set(name, [...(this.#headers.get(name) ?? []), value]);
  }

  override _write(chunk: Uint8Array, _encoding: string, callback: (error?: Error | null) => void): void {
    this.#attempt(callback, () => this.#response.write(chunk, callback));
  }

  override _final(callback: (error?: Error | null) => void): void {
    this.#attempt(callback, () => {
      this.#response.end();
      callback();
    });
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    // Its client is gone, or its reply can't be written: nobody wants the rest of the body.
    this.#source?.destroy();
    callback(error);
  }

  /** A body that breaks off breaks the reply off. */
  #follow(source: Readable): void {
    this.#source = source;
    source.on("error", (error) => this.destroy(error));
  }

  #attempt(callback: (error: Error) => void, write: () => void): void {
    try {
      if (!this.#response.headersSent) this.#writeHead();
      write();
    } catch (error) {
      // Such as a header with a character that HTTP does not allow.
      callback(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #writeHead(): void {
    const headers = Object.fromEntries(this.#headers);
    if (this.statusMessage === "") this.#response.writeHead(this.statusCode, headers);
    else this.#response.writeHead(this.statusCode, this.statusMessage, headers);
  }
}
