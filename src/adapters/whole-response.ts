// oxlint-disable no-underscore-dangle -- the names are Node's
import { ServerResponse, STATUS_CODES, type IncomingMessage } from "node:http";
import type { PlainReply } from "../emulator/message.js";

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
  sendWhole({ status, headers, body = "" }: PlainReply, date: string): boolean {
    const { socket } = this;
    if (!socket || !socket.writable || !this.shouldKeepAlive || !this.#isUntouched()) return false;
    const fields = writeFields(headers);
    if (fields === undefined) return false;
    const bytes = Buffer.byteLength(body);
    const length = isBodiless(status) || headers["content-length"] !== undefined ? "" : `content-length: ${bytes}\r\n`;
    const keep = `Date: ${date}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${KEEP_ALIVE_SECONDS}\r\n\r\n`;
    const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "unknown"}\r\n${fields}${length}${keep}`;
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

/** How long a connection may be idle, as `node:http` has it. */
const KEEP_ALIVE_SECONDS = 5;

/** What Node has a say in. */
const CONNECTION_FIELDS = new Set(["connection", "date", "keep-alive", "trailer", "transfer-encoding", "upgrade"]);

/** The header fields as text; `undefined` when Node is to have a look at them. */
function writeFields(headers: PlainReply["headers"]): string | undefined {
  let fields = "";
  for (const name of Object.keys(headers)) {
    const value = headers[name] ?? "";
    if (!/^[a-z\d-]+$/i.test(name) || CONNECTION_FIELDS.has(name) || !/^[\t -~]*$/.test(value)) return undefined;
    fields += `${name}: ${value}\r\n`;
  }
  return fields;
}

/** RFC 9110, 8.6: no length where there can be no body. */
function isBodiless(status: number): boolean {
  return status === 204 || status === 304;
}

/** Whether nobody set a header yet. */
function isBare(response: ServerResponse): boolean {
  return response.getHeaderNames().length === 0;
}
