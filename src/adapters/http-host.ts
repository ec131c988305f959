import type { ServerResponse } from "node:http";
import type { Emulator } from "../emulator/emulator.js";
import type { Log } from "../emulator/log.js";
import type { PlainReply } from "../emulator/message.js";
import type { ReadBody } from "./http-body.js";
import type { ReadHead } from "./http-head.js";
import type { DoWork } from "./turns.js";
import type { UserHandlers } from "./user-handlers.js";

/** What answering an HTTP request needs. */
export interface HttpHost {
  readonly emulator: Pick<Emulator, "handle" | "refuse" | "refuseUnread">;
  readonly log: Log;
  /** Origin whose pages may read replies; `undefined` leaves that to others. */
  readonly cors: string | undefined;
  /** A user's handlers, which come first. */
  readonly userHandlers: UserHandlers | undefined;
  /** Ends replies that would go on for ever. */
  readonly closing: AbortSignal;
  readonly readHead: ReadHead;
  readonly readBody: ReadBody;
  readonly doWork: DoWork;
  /** Writes a reply that goes out in one stroke. */
  writeReply(response: ServerResponse, reply: PlainReply): void;
}
