import { decodeLeniently } from "../../openapi/decode-leniently.js";
import type { Check } from "../check.js";
import type { Exchange } from "../exchange.js";
import { findLeak } from "../find-leak.js";
import { toFinding } from "../noticed.js";
import { readAnswer } from "../read-answer.js";
import { sayOfOperation } from "../said-of-response.js";
import { findHeader } from "../wire.js";

/** An error tells the caller what is wrong, and nothing of how the server is made. */
export const c009: Check = {
  id: "C009",
  title: "Errors tell nothing of the server's insides",
  about:
    "Judges the body of every answer of 400 and above: no stack, no path of the server's disk, no query or message of a database, " +
    "and not the credential that was sent. What the request itself said may be repeated, so it is not taken for a leak; a text " +
    "that only speaks of such things is none either.",
  restsOnHttp: true,
  judge(exchange) {
    const answer = readAnswer(exchange);
    if (!answer || answer.response.status < 400 || answer.response.body.length === 0) return undefined;
    const text = new TextDecoder().decode(answer.response.body);
    const strings = answer.json === undefined ? [text] : listStrings(answer.json);
    const sent = listSent(exchange);
    const leak = findCredential(exchange, text) ?? findLeak(strings, (quoted) => sent.includes(quoted));
    if (leak === undefined) return [];
    return [
      toFinding("C009", exchange, {
        message: `The error shows ${leak.what}.`,
        received: leak.shown,
        documented: "an error without the server's insides",
        statement: { ...sayOfOperation(exchange.case.operation), evidence: "published" },
        why: "What helps an attacker helps no caller; nobody documents it, and a client that reads it breaks when the server is changed.",
      }),
    ];
  },
};

function listStrings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, member]) => [key, ...listStrings(member)])
    : [];
}

/** All that the request said, as it was written and as it was meant. */
function listSent({ request }: Exchange): string {
  const body = request.body === undefined ? "" : new TextDecoder().decode(request.body);
  return [
    request.path,
    decodeLeniently(request.path),
    body,
    body.replaceAll("\\\\", "\\"),
    ...request.headers.map(([, value]) => value),
  ].join("\n");
}

/** Shorter ones are words that an error may have for its own reasons. */
const SHORTEST_CREDENTIAL = 8;

function findCredential({ request }: Exchange, text: string): { what: string; shown: string } | undefined {
  const header = findHeader(request.headers, "authorization") ?? "";
  const credential = header.slice(header.indexOf(" ") + 1);
  if (credential.length < SHORTEST_CREDENTIAL || !text.includes(credential)) return undefined;
  return { what: "the credential that was sent", shown: "(the credential)" };
}
