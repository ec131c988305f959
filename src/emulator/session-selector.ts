import { Problem } from "./problem.js";

/** Which session a request is for. */
export interface SessionSelector {
  readonly name: string;
  /** The snapshot from which it starts, if it is not there yet. */
  readonly from: string | undefined;
  /** Whether it outlives the process, if it is not there yet. */
  readonly keep: boolean;
}

/** The request header that names a session: `NAME`, `NAME;from=SNAPSHOT`, `NAME;keep`. */
export const SESSION_HEADER = "x-standin-session";

const NAME = /^[\w.~-]{1,100}$/;

/** Whether a text can be the name of a session or of a snapshot. */
export function isName(text: string): boolean {
  return NAME.test(text);
}

/** Parses the header; `undefined` when there is none. @throws Problem when it is not well-formed. */
export function parseSessionSelector(header: string | undefined): SessionSelector | undefined {
  if (header === undefined) return undefined;
  const [name = "", ...options] = header.split(";").map((part) => part.trim());
  const from = options.find((option) => option.startsWith("from="))?.slice("from=".length);
  const keep = options.includes("keep");
  const isKnown = options.every((option) => option === "keep" || option.startsWith("from="));
  if (!isName(name) || (from !== undefined && !isName(from)) || !isKnown) {
    throw new Problem("invalid-request", {
      message: `${SESSION_HEADER} is NAME, NAME;from=SNAPSHOT or NAME;keep; a name has 1 to 100 letters, digits or any of . _ ~ -`,
    });
  }
  return { name, from, keep };
}
