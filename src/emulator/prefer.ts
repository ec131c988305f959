import { Problem } from "./problem.js";

/** What a request prefers of its answer (RFC 7240), as far as a stand-in can do it. */
export interface Preferences {
  /** Status that is to be answered. */
  readonly code: number | undefined;
  /** Name of the documented example that is to be answered. */
  readonly example: string | undefined;
  /** Seconds to wait before the answer. */
  readonly wait: number | undefined;
}

/** Longest wait that a request may ask for, in milliseconds. */
const LONGEST_WAIT = 60_000;

/** The request header that asks for a delay, in milliseconds. */
export const DELAY_HEADER = "x-standin-delay";

/** Parses `Prefer`; preferences of which a stand-in knows nothing are ignored. @throws Problem when one is not well-formed. */
export function parsePreferences(header: string | undefined): Preferences {
  const given = new Map((header ?? "").split(/[,;]/).map(splitPreference));
  const code = readNumber(given, "code", 599);
  const wait = readNumber(given, "wait", LONGEST_WAIT / 1000);
  if (code !== undefined && (code < 200 || !Number.isInteger(code)))
    refuse("code", String(code), "a status from 200 to 599");
  return { code, wait, example: given.get("example") };
}

/** Parses the delay that a request asks for, in milliseconds. @throws Problem when it is not well-formed. */
export function parseDelay(header: string | undefined): number {
  return header === undefined ? 0 : (readNumber(new Map([[DELAY_HEADER, header]]), DELAY_HEADER, LONGEST_WAIT) ?? 0);
}

function splitPreference(text: string): [string, string] {
  const at = text.indexOf("=");
  const value = at < 0 ? "" : text.slice(at + 1).trim();
  return [(at < 0 ? text : text.slice(0, at)).trim().toLowerCase(), value.replace(/^"(.*)"$/, "$1")];
}

function readNumber(given: ReadonlyMap<string, string>, name: string, most: number): number | undefined {
  const text = given.get(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value > most) refuse(name, text, `a number from 0 to ${most}`);
  return value;
}

function refuse(name: string, text: string, wanted: string): never {
  throw new Problem("invalid-request", {
    message: `${name} must be ${wanted}, not ${JSON.stringify(text.slice(0, 50))}`,
  });
}
