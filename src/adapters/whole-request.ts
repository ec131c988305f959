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
 * another turn and tell it of the end on a third. A stream that has nothing of a body ends when it is first read, as nobody does
 * with most: Node would read, end and destroy it, which is a twentieth of what a GET by id takes.
 * Its class may be given to `createServer`; whoever wants the stream has it.
 */
export class WholeRequest extends IncomingMessage {
  /** Whether the stream was read, or need not be read away before the next request; Node asks for it by this name. */
  declare _consuming?: boolean;
  #sink: BodySink | undefined;
  #hasBegun = false;
  /** Whether somebody reads the stream. */
  #isAsked = false;
  /** Whether all has come of which the stream has had nothing. */
  #isOver = false;

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
    const isEmpty = chunk === null && !this.#hasBegun;
    const sink = this.#sink;
    this.#hasBegun = true;
    if (sink === undefined) return isEmpty ? this.#end() : super.push(chunk, encoding);
    if (chunk !== null) {
      sink.take(chunk);
      return true;
    }
    this.#sink = undefined;
    this.#end();
    sink.end();
    return false;
  }

  /** Ends the stream now if somebody waits for what it has, else when it is first read. */
  #end(): false {
    if (this.#isAsked) super.push(null);
    this.#isOver = true;
    this._consuming = true;
    return false;
  }

  override _read(size: number): void {
    this.#isAsked = true;
    if (this.#isOver) super.push(null);
    else super._read(size);
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    const sink = this.#sink;
    this.#sink = undefined;
    super._destroy(error, callback);
    sink?.lose();
  }
}
