import type { IncomingMessage, ServerResponse } from "node:http";
import { isPending, type Awaitable } from "../emulator/awaitable.js";
import type { PlainReply, PlainRequest } from "../emulator/message.js";
import { isLong, isWhole } from "../emulator/reply-pieces.js";
import { fail } from "./http-failure.js";
import type { HttpHost } from "./http-host.js";
import { writeHttpPieces } from "./http-pieces.js";
import type { Work } from "./turns.js";

/** A request whose answer is the emulator's. */
export class Answering implements Work {
  readonly #host: HttpHost;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #plain: PlainRequest;
  #answer: Awaitable<PlainReply> | undefined;

  constructor(host: HttpHost, request: IncomingMessage, response: ServerResponse, plain: PlainRequest) {
    this.#host = host;
    this.#request = request;
    this.#response = response;
    this.#plain = plain;
  }

  prepare(): void {
    try {
      this.#answer = this.#host.emulator.handle(this.#plain);
    } catch (error) {
      this.#fail(error);
    }
  }

  finish(): void {
    const answer = this.#answer;
    // Without one, that was told already.
    if (answer === undefined) return;
    try {
      const writing = isPending(answer) ? answer.then((reply) => this.#write(reply)) : this.#write(answer);
      if (writing) writing.catch((error: unknown) => this.#fail(error));
    } catch (error) {
      this.#fail(error);
    }
  }

  #write(reply: PlainReply): Promise<void> | void {
    const { closing } = this.#host;
    if (!isWhole(reply) || isLong(reply)) return writeHttpPieces(this.#response, reply, closing);
    this.#host.writeReply(this.#response, reply);
    return undefined;
  }

  #fail(error: unknown): void {
    fail(this.#host, this.#request, this.#response, error);
  }
}
