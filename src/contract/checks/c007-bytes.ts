import { isJsonMediaType } from "../../openapi/media-type.js";
import type { Check } from "../check.js";
import type { Exchange } from "../exchange.js";
import { findDuplicateKeys } from "../find-duplicate-keys.js";
import { findJsonTrail } from "../find-json-trail.js";
import { toFinding, type Noticed } from "../noticed.js";
import { readAnswer, type Answer } from "../read-answer.js";
import { sayOfOperation } from "../said-of-response.js";

/** The bytes of an answer fit together. */
export const c007: Check = {
  id: "C007",
  title: "The bytes of an answer fit together",
  about:
    "Judges every answer below its meaning: the length is the body's, HEAD, 204, 205 and 304 have no body, text is in the charset " +
    "that it says and JSON in UTF-8 without a byte order mark (RFC 8259, 8.1), no object of JSON has a key twice, and nothing " +
    "follows the end of the JSON. What the HTTP parser itself refuses is told here, too.",
  restsOnHttp: true,
  judge(exchange) {
    if (exchange.failure?.kind === "malformed")
      return [toBytesFinding(exchange, "The answer is no well-formed HTTP.", exchange.failure.message)];
    const answer = readAnswer(exchange);
    if (!answer) return undefined;
    return listFaults(answer, exchange).map(({ message, received }) => toBytesFinding(exchange, message, received));
  },
};

type Fault = Pick<Noticed, "message" | "received">;

function toBytesFinding(
  exchange: Exchange,
  message: string,
  received: Noticed["received"],
): ReturnType<typeof toFinding> {
  return toFinding("C007", exchange, {
    message,
    received,
    documented: "bytes that fit, by HTTP and by the media type",
    statement: { ...sayOfOperation(exchange.case.operation), evidence: "published" },
    why: "Below the level of any document, HTTP and JSON themselves rule this out.",
  });
}

function listFaults(answer: Answer, { request }: Exchange): Fault[] {
  const { response, mediaType } = answer;
  const length = response.body.length;
  const faults: Fault[] = response.faults.map((fault) => ({ message: `${fault}.`, received: length }));
  if (length > 0 && (request.method === "HEAD" || [204, 205, 304].includes(response.status))) {
    faults.push({
      message: `There is a body where ${getWhatHasNone(request.method, response.status)} has none.`,
      received: length,
    });
  }
  if (request.method !== "HEAD" && response.status !== 304) faults.push(...listLengthFaults(response));
  if (length === 0 || !mediaType) return faults;
  return [...faults, ...listCharsetFaults(answer, mediaType.parameters["charset"]), ...listJsonFaults(answer)];
}

function getWhatHasNone(method: string, status: number): string {
  return method === "HEAD" ? "HEAD" : String(status);
}

function listLengthFaults({ headers, body }: Answer["response"]): Fault[] {
  const lengths = headers.filter(([name]) => name.toLowerCase() === "content-length").map(([, value]) => value.trim());
  // Packed, a body has another length than what was unpacked from it.
  const isPacked = headers.some(
    ([name, value]) => name.toLowerCase() === "content-encoding" && value.trim() !== "identity",
  );
  if (isPacked) return [];
  return lengths
    .filter((value) => !/^\d+$/.test(value) || Number(value) !== body.length)
    .map((value) => ({
      message: `The Content-Length is ${value}, the body has ${body.length} bytes.`,
      received: value,
    }));
}

function listCharsetFaults({ mediaType, text, response }: Answer, charset: string | undefined): Fault[] {
  const name = charset?.toLowerCase() ?? "utf-8";
  const isJson = isJsonMediaType(mediaType?.essence ?? "");
  const isText = isJson || charset !== undefined || mediaType?.essence.startsWith("text/") === true;
  if (!isText) return [];
  if (isJson && !["utf-8", "utf8", "us-ascii"].includes(name)) {
    return [{ message: `The body is JSON, and says that its charset is ${name}; JSON is UTF-8.`, received: name }];
  }
  if (!/^(utf-?8|us-ascii)$/.test(name))
    return isKnownCharset(name) ? [] : [{ message: `There is no charset ${name}.`, received: name }];
  if (text === undefined) return [{ message: "The body is not well-formed UTF-8.", received: response.body.length }];
  const [first, second, third] = response.body;
  const hasMark = isJson && first === 0xef && second === 0xbb && third === 0xbf;
  return hasMark
    ? [{ message: "The body begins with a byte order mark, which JSON must not have.", received: "EF BB BF" }]
    : [];
}

function isKnownCharset(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function listJsonFaults({ mediaType, text, json }: Answer): Fault[] {
  if (text === undefined || !isJsonMediaType(mediaType?.essence ?? "")) return [];
  if (json !== undefined) {
    return findDuplicateKeys(text).map((field) => ({ message: `The key ${field} is there twice.`, received: field }));
  }
  const rest = findJsonTrail(text);
  return rest === undefined
    ? []
    : [{ message: "There is something behind the end of the JSON.", received: rest.slice(0, 200) }];
}
