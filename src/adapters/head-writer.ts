import { STATUS_CODES } from "node:http";
import type { PlainReply } from "../emulator/message.js";

/** Writes the heads of replies on connections that stay open; `undefined` where Node is to have a look at a header. */
export type WriteHead = (status: number, headers: PlainReply["headers"], bodyBytes: number) => string | undefined;

/** How long a connection may be idle, as `node:http` has it. */
const KEEP_ALIVE_SECONDS = 5;

/** What Node has a say in. */
const CONNECTION_FIELDS = new Set(["connection", "date", "keep-alive", "trailer", "transfer-encoding", "upgrade"]);

/** How many names of header fields are remembered; replies have fewer, unless somebody makes them up. */
const MOST_NAMES = 200;

/** A header field as it was written last. */
interface Line {
  readonly value: string;
  readonly text: string;
}

/**
 * Makes a writer that remembers each field's last line: from reply to reply nearly all of them stay, and need not be looked
 * at and put together anew.
 */
export function createHeadWriter(): WriteHead {
  const tellEnd = createEndTeller();
  const lines = new Map<string, Line>();
  const writeLine = (name: string, value: string): string | undefined => {
    const known = lines.get(name);
    if (known?.value === value) return known.text;
    if (!/^[a-z\d-]+$/i.test(name) || CONNECTION_FIELDS.has(name) || !/^[\t -~]*$/.test(value)) return undefined;
    const text = `${name}: ${value}\r\n`;
    if (lines.size >= MOST_NAMES) lines.clear();
    lines.set(name, { value, text });
    return text;
  };
  return (status, headers, bodyBytes) => {
    let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "unknown"}\r\n`;
    for (const name of Object.keys(headers)) {
      const line = writeLine(name, headers[name] ?? "");
      if (line === undefined) return undefined;
      head += line;
    }
    if (!isBodiless(status) && headers["content-length"] === undefined) head += `content-length: ${bodyBytes}\r\n`;
    return head + tellEnd();
  };
}

/** RFC 9110, 8.6: no length where there can be no body. */
function isBodiless(status: number): boolean {
  return status === 204 || status === 304;
}

/** The end of a head, with the value of `Date` (RFC 9110, 6.6.1), put into words once a second. */
function createEndTeller(): () => string {
  let second = NaN;
  let text = "";
  return () => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) {
      second = now;
      const date = new Date(now * 1000).toUTCString();
      text = `Date: ${date}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${KEEP_ALIVE_SECONDS}\r\n\r\n`;
    }
    return text;
  };
}
