import { parseForm, type Form } from "../openapi/form.js";
import { findMediaTypeRange, isJsonMediaType, parseMediaType, type MediaType } from "../openapi/media-type.js";
import { parseMultipart, toByteText } from "../openapi/multipart.js";
import { parseJson, type Json, type JsonObject } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import type { Parameter } from "../openapi/parameter.js";
import { parsePairs, parseStyledText } from "../openapi/parameter-style.js";
import { getBodyLimit } from "./message.js";
import { Problem } from "./problem.js";
import type { ReceivedRequest } from "./received-request.js";

/** A request's parameters and body, parsed but not yet judged. */
export interface ReadRequest {
  /** Each of the operation's parameters with its value; `undefined` when it is absent. */
  readonly parameters: readonly ReadParameter[];
  /** `undefined` when the operation takes none or none was sent. */
  readonly body: Json | undefined;
  /** The documented media type that covers the body's; `undefined` without a body. */
  readonly mediaType: string | undefined;
  /** The header that says which media types are wished for. */
  readonly accept: string | undefined;
}

/** A parameter and what a request gives for it. */
export interface ReadParameter {
  readonly parameter: Parameter;
  readonly value: Json | undefined;
}

/** How deep a JSON body may be nested, as MongoDB and others have it: past that, recursion becomes a weapon. */
const DEEPEST = 100;

/** Parses what the operation documents. @throws Problem when a body can't be read as what it says it is. */
export function readRequest(
  operation: Operation,
  request: ReceivedRequest,
  pathTexts: Readonly<Record<string, string>>,
): ReadRequest {
  const parameters: ReadParameter[] = [];
  for (const parameter of operation.parameters) {
    parameters.push({ parameter, value: readParameter(parameter, request, pathTexts) });
  }
  const { body, mediaType } = readBody(operation, request);
  return { parameters, body, mediaType, accept: request.headers["accept"] };
}

function readParameter(
  parameter: Parameter,
  request: ReceivedRequest,
  pathTexts: Readonly<Record<string, string>>,
): Json | undefined {
  const { location, name } = parameter;
  if (location === "query") return parsePairs(request.query, parameter);
  if (location === "cookie") return parsePairs(request.cookies, parameter);
  const text = location === "path" ? pathTexts[name] : request.headers[name];
  return text === undefined ? undefined : parseStyledText(text, parameter);
}

const NO_BODY = { body: undefined, mediaType: undefined };

function readBody(operation: Operation, request: ReceivedRequest): Pick<ReadRequest, "body" | "mediaType"> {
  if (request.bodyTooLarge || isTooLarge(request)) throw new Problem("body-too-large");
  // What an operation does not document as a body it does not look at, whatever it is.
  if (!operation.requestBody || request.body === undefined || request.body.length === 0) return NO_BODY;
  const { content } = operation.requestBody;
  const sent = request.headers["content-type"];
  const { mediaType, range } = findRange(content, sent);
  if (!mediaType || range === undefined || !isReadable(request, mediaType.parameters["charset"])) {
    refuseMediaType(sent, [...content.keys()]);
  }
  return { body: parseBody(request.body, mediaType, content.get(range)?.form ?? []), mediaType: range };
}

type Content = NonNullable<Operation["requestBody"]>["content"];

const JSON_TYPE = "application/json";
const PLAIN_JSON = { mediaType: { essence: JSON_TYPE, parameters: {} }, range: JSON_TYPE };

/** The media type that is sent, and the documented one that covers it. */
function findRange(content: Content, sent: string | undefined): { mediaType?: MediaType; range?: string | undefined } {
  // As most send it, so that nothing has to be taken apart.
  if (sent === JSON_TYPE && content.has(JSON_TYPE)) return PLAIN_JSON;
  const mediaType = sent === undefined ? undefined : parseMediaType(sent);
  return mediaType ? { mediaType, range: findMediaTypeRange([...content.keys()], mediaType.essence) } : {};
}

function isTooLarge({ path, body }: ReceivedRequest): boolean {
  if (body === undefined) return false;
  const limit = getBodyLimit(path);
  if (typeof body !== "string") return body.byteLength > limit;
  // A string that is short enough in UTF-16 units may still be too long in UTF-8; only then is it counted exactly.
  return body.length * 3 > limit && new TextEncoder().encode(body).byteLength > limit;
}

/** Text in another charset, or packed, would have to be guessed at. */
function isReadable(request: ReceivedRequest, charset: string | undefined): boolean {
  const coding = request.headers["content-encoding"];
  const isPlain = coding === undefined || coding.trim().toLowerCase() === "identity";
  return isPlain && (charset === undefined || /^(utf-?8|us-ascii)?$/i.test(charset));
}

function refuseMediaType(sent: string | undefined, documented: readonly string[]): never {
  const wanted = documented.join(" or ");
  const had = sent === undefined ? "no content-type was sent" : `not ${JSON.stringify(sent.slice(0, 100))}`;
  throw new Problem("unsupported-media-type", {
    message: `The body must be ${wanted} in UTF-8 without a content-encoding; ${had}.`,
    headers: { "accept-post": documented.join(", ") },
  });
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

function decode(body: Uint8Array | string): string {
  if (typeof body === "string") return body;
  try {
    return UTF8.decode(body);
  } catch (error) {
    if (error instanceof TypeError)
      throw new Problem("malformed-body", { message: "The body is not well-formed UTF-8." });
    throw error;
  }
}

function parseBody(body: Uint8Array | string, { essence, parameters }: MediaType, form: Form): Json {
  if (essence === "multipart/form-data") return parseMultipartBody(body, parameters["boundary"] ?? "", form);
  if (essence === "application/x-www-form-urlencoded") return parseForm(form, [...new URLSearchParams(decode(body))]);
  if (isJsonMediaType(essence)) return parseJsonBody(decode(body));
  return isText(essence) || typeof body === "string" ? decode(body) : toByteText(body);
}

/** Media types whose bodies are text; of others each byte is one character. */
function isText(essence: string): boolean {
  return /^text\/|[/+](xml|yaml|javascript|graphql)$/.test(essence);
}

function parseMultipartBody(body: Uint8Array | string, boundary: string, form: Form): Json {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const parts = parseMultipart(bytes, boundary);
  if (parts)
    return parseForm(
      form,
      parts.map(({ name, value }) => [name, value] as const),
    );
  throw new Problem("malformed-body", {
    message: "The body is not well-formed multipart/form-data with its boundary.",
  });
}

function parseJsonBody(text: string): Json {
  try {
    const value = parseJson(text);
    // Each level takes a character to open and one to close.
    if (text.length > 2 * DEEPEST) refuseTooDeep(value);
    return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Problem("malformed-body", { message: `The body is not well-formed JSON: ${describeSyntax(error)}.` });
  }
}

/** What is wrong and where, without the piece of the body that the engine quotes: the sender knows it, and others need not. */
function describeSyntax({ message }: SyntaxError): string {
  return message
    .replace(/,? (\.\.\.)?".*"(\.\.\.)? is not valid JSON$/s, "")
    .replace(/^".*" is not valid JSON$/s, "no value");
}

function refuseTooDeep(value: Json): void {
  // Level by level, so that the depth of the value is not the depth of the stack.
  let level: Json[] = isNested(value) ? [value] : [];
  for (let depth = 0; level.length > 0; depth++) {
    const within = level.flatMap((item): Json[] => (isNested(item) ? Object.values(item) : []));
    if (depth >= DEEPEST && within.length > 0) {
      throw new Problem("malformed-body", { message: `The body is nested more than ${DEEPEST} levels deep.` });
    }
    level = within.filter(isNested);
  }
}

function isNested(value: Json): value is JsonObject | Json[] {
  return typeof value === "object" && value !== null;
}
