// oxlint-disable no-underscore-dangle -- the names are Node's
import { ServerResponse, type IncomingMessage } from "node:http";
import type { PlainReply } from "../emulator/message.js";
import type { WriteHead } from "./head-writer.js";

/**
 * A response that can go out in one stroke: head and body as one text, in one write, past what `node:http` does for those
 * that grow bit by bit (a check of each header by several functions, a list of what is to be written). That saves a tenth of
 * what the processor does for a GET by id. Its class may be given to `createServer`; all else works as it does.
 */
export class WholeResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  // What Node's own `end` leaves behind. Where one of them should be no more, `isUntouched` is false, and nothing is done here.
  declare _header?: string | null;
  declare _headerSent?: boolean;
  declare finished: boolean;

  /**
   * Sends the reply and ends; `false`, with nothing done, when this response is not one for it: there are headers already,
   * its connection is to be closed after it or has another reply to send before, or Node is to judge a header.
   */
  sendWhole({ status, headers, body = "" }: PlainReply, writeHead: WriteHead): boolean {
    const { socket } = this;
    if (!socket || !socket.writable || !this.shouldKeepAlive || !this.#isUntouched()) return false;
    const bytes = Buffer.byteLength(body);
    const head = writeHead(status, headers, bytes);
    if (head === undefined) return false;
    // The head is ASCII; where the body is too, every character is a byte, and nothing has to be encoded.
    socket.write(head + body, bytes === body.length ? "latin1" : "utf8");
    this._header = head;
    this._headerSent = true;
    this.finished = true;
    this.emit("finish");
    return true;
  }

  #isUntouched(): boolean {
    return this._header === null && this._headerSent === false && this.req.httpVersionMinor === 1 && isBare(this);
  }
}

/** Whether nobody set a header yet. */
function isBare(response: ServerResponse): boolean {
  return response.getHeaderNames().length === 0;
}
