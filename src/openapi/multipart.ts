import { parseMediaType } from "./media-type.js";

/** One part of a `multipart/form-data` body (RFC 7578). */
export interface Part {
  readonly name: string;
  /** Text, decoded; of a file, or of what is no text, each byte as one character. */
  readonly value: string;
}

/** How many parts a body may have. */
const MOST_PARTS = 1000;

/** Takes a body apart at its boundary; `undefined` when it is not well-formed. */
export function parseMultipart(body: Uint8Array, boundary: string): Part[] | undefined {
  if (boundary === "") return undefined;
  const [before, ...sections] = `\r\n${toByteText(body)}`.split(`\r\n--${boundary}`);
  const last = sections.pop();
  if (before === undefined || !last?.startsWith("--") || sections.length > MOST_PARTS) return undefined;
  const parts = sections.map(parsePart);
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function parsePart(section: string): Part | undefined {
  const [, head, value] =
    /^[ \t]*\r\n(.*?)\r\n\r\n(.*)$/s.exec(`${section.startsWith("\r\n\r\n") ? "\r\n" : ""}${section}`) ?? [];
  if (head === undefined || value === undefined) return undefined;
  const headers = new Map(head.split("\r\n").map(splitHeader));
  const disposition = headers.get("content-disposition") ?? "";
  const name = /;\s*name="((?:[^"\\]|\\.)*)"/is.exec(disposition)?.[1] ?? /;\s*name=([^;\s"]+)/i.exec(disposition)?.[1];
  if (name === undefined) return undefined;
  const essence = parseMediaType(headers.get("content-type") ?? "text/plain")?.essence ?? "";
  const isText = /^text\/|[/+](json|xml)$/.test(essence) && !/;\s*filename\*?=/i.test(disposition);
  return { name: toText(name), value: isText ? toText(value) : value };
}

function splitHeader(line: string): [name: string, value: string] {
  const at = line.indexOf(":");
  return [line.slice(0, Math.max(0, at)).trim().toLowerCase(), line.slice(at + 1).trim()];
}

/** How many bytes are turned into characters in one call. */
const CHUNK = 8192;

/** Each byte as the character of its number, since bytes that are no UTF-8 would be lost. */
export function toByteText(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
}

/** What bytes say in UTF-8; what is none stays as it is. */
function toText(byteText: string): string {
  try {
    const bytes = Uint8Array.from(byteText, (character) => character.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return byteText;
    throw error;
  }
}
