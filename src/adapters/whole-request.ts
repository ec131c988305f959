// oxlint-disable no-underscore-dangle -- the names are Node's
import { IncomingMessage } from "node:http";

/** Takes what a request's body comes in. */
export interface BodySink {
  take(chunk: Buffer): void;
  /** It has come whole. */
  end(): void;
  /** Nothing more comes: its connection is gone. */
  lose(): void;
}

/**
 * A request whose body can be had as it comes in, past the stream of Node's that would keep it for a reader, wake that on
 * another turn and tell it of the end on a third. Its class may be given to `createServer`; whoever wants the stream has it.
 */
export class WholeRequest extends IncomingMessage {
  #sink: BodySink | undefined;
  #hasBegun = false;

  /** Hands the body over; `false`, with nothing done, when some of it has come: then the stream has it. */
  handTo(sink: BodySink): boolean {
    if (this.#hasBegun) return false;
    this.#sink = sink;
    return true;
  }

  /** What still comes is the stream's again. */
  takeBack(): this {
    this.#sink = undefined;
    return this;
  }

  override push(chunk: Buffer | null, encoding?: BufferEncoding): boolean {
    this.#hasBegun = true;
    const sink = this.#sink;
    if (sink === undefined) return super.push(chunk, encoding);
    if (chunk !== null) {
      sink.take(chunk);
      return true;
    }
    this.#sink = undefined;
    const isWanted = super.push(null);
    sink.end();
    return isWanted;
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    const sink = this.#sink;
    this.#sink = undefined;
    super._destroy(error, callback);
    sink?.lose();
  }
}
