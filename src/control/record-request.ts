import type { JournalEntry } from "../emulator/journal.js";
import type { PlainRequest } from "../emulator/message.js";
import { isJsonObject, type Json } from "../openapi/json.js";
import { parseMediaType } from "../openapi/media-type.js";
import { maskText } from "./mask-text.js";
import { parseBody } from "./redact-body.js";
import { toRedactedText, type RedactedExchange } from "./record-reply.js";
import type { RecordedRequest } from "./recording-format.js";

/** A request as a recording has it: `[REDACTED]` where its credentials and other secrets were. */
export function recordRequest(
  entry: JournalEntry,
  { url, sentHeaders, sent, scrub }: RedactedExchange,
): RecordedRequest {
  const { method, body, bodyTooLarge, api } = entry.request;
  const headers = scrub(sentHeaders.shown) as Record<string, string>; // What was texts before is texts after.
  return {
    method,
    url: scrub(url.shown) as string, // as the headers
    headers,
    ...recordBody(body, headers["content-type"] ?? "", sent.shown, scrub),
    ...(bodyTooLarge && { bodyTooLarge }),
    ...(api !== undefined && { api }),
  };
}

/** A recorded request as it can be handled. */
export function toPlainRequest({ bodyBase64, body, ...rest }: RecordedRequest): PlainRequest {
  if (bodyBase64 === undefined) return { ...rest, ...(body !== undefined && { body }) };
  return { ...rest, body: Uint8Array.from(atob(bodyBase64), (byte) => byte.codePointAt(0) ?? 0) };
}

function recordBody(
  content: PlainRequest["body"],
  contentType: string,
  shown: Json | undefined,
  scrub: (value: Json) => Json,
): Pick<RecordedRequest, "body" | "bodyBase64"> {
  if (content === undefined || content.length === 0) return {};
  const text = typeof content === "string" ? content : decode(content);
  if (text === undefined) return { bodyBase64: maskBytes(content) };
  // Whoever reads bytes leaves a byte order mark out, which is a fault in a text.
  if (typeof content !== "string" && text.startsWith(MARK)) {
    return { bodyBase64: toBase64(MARK + recordText(text.slice(1), contentType, shown, scrub)) };
  }
  return { body: recordText(text, contentType, shown, scrub) };
}

/** The byte order mark. */
const MARK = "\ufeff";

function recordText(text: string, contentType: string, shown: Json | undefined, scrub: (value: Json) => Json): string {
  const essence = parseMediaType(contentType)?.essence ?? "";
  if (essence === "application/x-www-form-urlencoded") return recordForm(text, shown, scrub);
  return parseBody(text, essence) === undefined ? maskText(text) : toRedactedText(text, shown, scrub);
}

/** A form whose fields hide nothing is sent as it was, to the letter. */
function recordForm(text: string, shown: Json | undefined, scrub: (value: Json) => Json): string {
  const fields = scrub(shown ?? {});
  const sent = Object.fromEntries(new URLSearchParams(text));
  if (!isJsonObject(fields) || JSON.stringify(fields) === JSON.stringify(sent)) return text;
  return new URLSearchParams(
    Object.entries(fields).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  ).toString();
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    // With its byte order mark, which is a character like others for whoever parses it.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Letters and digits of bytes that are no text may still be read by people. */
function maskBytes(content: Uint8Array | string): string {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return btoa(toBinary(bytes).replaceAll(/[a-z\d]/gi, "x"));
}

function toBase64(text: string): string {
  return btoa(toBinary(new TextEncoder().encode(text)));
}

function toBinary(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCodePoint(byte)).join("");
}
