import { connect } from "node:net";
import { startDeadline } from "../contract/start-deadline.js";

/** What is sent over a connection, byte for byte. */
export interface RawRequest {
  readonly port: number;
  /** Sent in this order; text as Latin-1, so that a character is a byte. */
  readonly chunks: readonly (string | Uint8Array)[];
  /** What follows the last chunk: nothing, the end of the client's side, or a reset connection. */
  readonly ending?: "none" | "end" | "reset";
  /** How many final replies to wait for; default 1. */
  readonly replies?: number;
  /** Whether the reply is one to HEAD, whose length says nothing about a body. */
  readonly head?: boolean;
}

/** What came back. */
export interface RawReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The replies that came, and whether the server closed the connection before all had. */
export interface RawOutcome {
  readonly replies: readonly RawReply[];
  readonly closed: boolean;
}

/** How long an answer may take, in milliseconds. */
const DEADLINE = 2000;

/** Sends bytes and waits for the replies or the connection's end. Rejects when neither comes within two seconds. */
export function sendRaw({
  port,
  chunks,
  ending = "none",
  replies: wanted = 1,
  head = false,
}: RawRequest): Promise<RawOutcome> {
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    const finish = (outcome: RawOutcome) => {
      stop();
      socket.destroy();
      resolve(outcome);
    };
    const stop = startDeadline(DEADLINE, () => {
      socket.destroy();
      reject(new Error(`no answer within ${DEADLINE} ms; received: ${JSON.stringify(received.slice(0, 500))}`));
    });
    const onClosed = () => finish({ replies: parseReplies(received, head), closed: true });
    socket.on("data", (chunk: Buffer) => {
      received += chunk.toString("latin1");
      const replies = parseReplies(received, head);
      if (replies.length >= wanted) finish({ replies, closed: false });
    });
    // A server that closes early resets a client that is still sending; what it answered before counts.
    socket.on("error", onClosed).on("end", onClosed).on("close", onClosed);
    socket.on("connect", () => {
      for (const chunk of chunks) socket.write(typeof chunk === "string" ? Buffer.from(chunk, "latin1") : chunk);
      if (ending === "end") socket.end();
      if (ending === "reset") setTimeout(() => socket.resetAndDestroy(), 50);
    });
  });
}

/** The complete final replies in what was received; `100 Continue` is none. */
function parseReplies(received: string, head: boolean): RawReply[] {
  const replies: RawReply[] = [];
  let rest = received;
  for (;;) {
    const at = rest.indexOf("\r\n\r\n");
    if (at < 0) return replies;
    const [statusLine = "", ...lines] = rest.slice(0, at).split("\r\n");
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1]);
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
    );
    rest = rest.slice(at + 4);
    if (status === 100) continue;
    const length = head ? 0 : Number(headers["content-length"] ?? 0);
    if (rest.length < length) return replies;
    replies.push({ status, headers, body: Buffer.from(rest.slice(0, length), "latin1").toString("utf8") });
    rest = rest.slice(length);
  }
}
