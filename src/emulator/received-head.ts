import { decodeLeniently } from "../openapi/decode-leniently.js";
import type { Pairs } from "../openapi/parameter-style.js";
import type { PlainRequest } from "./message.js";
import { createRecentHeaders } from "./recent-headers.js";

/** What the header fields of a request say, as far as no document is needed for it. */
export interface ReceivedHead {
  /** Names in lower case; several of one name joined by `, `. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: Pairs;
  /** What the field `authorization` says; `undefined` where it is not there, or says nothing of this form. */
  readonly authorization: Authorization | undefined;
}

/** A credential of an authentication scheme (RFC 9110, 11.4). */
export interface Authorization {
  /** In lower case. */
  readonly scheme: string;
  readonly credential: string;
}

/** Takes apart what header fields a request has. */
export type ReadHead = (headers: PlainRequest["headers"]) => ReceivedHead;

/** Of no cookies, and no parameters. */
export const NO_PAIRS: Pairs = [];

/** Makes what remembers the heads that it read: a client sends the same one again and again. */
export function createHeadReader(): ReadHead {
  return createRecentHeaders(readHead);
}

/** Reads a head, whether or not it is known. */
export function readHead(given: PlainRequest["headers"]): ReceivedHead {
  const headers = readHeaders(given);
  return {
    headers,
    cookies: readCookies(headers["cookie"]),
    authorization: readAuthorization(headers["authorization"]),
  };
}

function readHeaders(headers: PlainRequest["headers"]): ReceivedHead["headers"] {
  // Without a prototype, so that a header called __proto__ or constructor is a header and nothing else.
  const read = Object.create(null) as Record<string, string | undefined>;
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    read[name.toLowerCase()] = typeof value === "object" ? value.join(", ") : value;
  }
  return read;
}

function readCookies(header: string | undefined): Pairs {
  if (header === undefined) return NO_PAIRS;
  return header.split(/[;,]/).flatMap((part) => {
    const at = part.indexOf("=");
    return at < 0 ? [] : [[part.slice(0, at).trim(), decodeLeniently(part.slice(at + 1).trim())] as const];
  });
}

function readAuthorization(header = ""): Authorization | undefined {
  const [before, scheme] = /^([\w-]+) +(?=\S)/.exec(header) ?? [];
  if (before === undefined || scheme === undefined) return undefined;
  return { scheme: scheme.toLowerCase(), credential: header.slice(before.length).trimEnd() };
}
