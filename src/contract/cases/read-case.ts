import { parseJson, type Json } from "../../openapi/json.js";
import { findMediaTypeRange, isJsonMediaType, parseMediaType } from "../../openapi/media-type.js";
import type { Parameter } from "../../openapi/parameter.js";
import { parsePairs, parseStyledText } from "../../openapi/parameter-style.js";
import type { Case } from "../case.js";

/** A case as the document means it. */
export interface ReadCase {
  readonly parameters: readonly { readonly parameter: Parameter; readonly value: Json | undefined }[];
  readonly body: ReadBody;
}

/** The body of a case: there is none, it can't be read as what it says, or it has a value of a documented media type. */
export type ReadBody =
  | { readonly kind: "none" }
  | { readonly kind: "unreadable"; readonly why: "media-type" | "malformed" }
  | { readonly kind: "value"; readonly mediaType: string; readonly value: Json };

/** Reads a case as a server that goes by the document would. */
export function readCase(wanted: Case): ReadCase {
  return {
    parameters: wanted.operation.parameters.map((parameter) => ({
      parameter,
      value: readParameter(wanted, parameter),
    })),
    body: readBody(wanted),
  };
}

function readParameter(wanted: Case, parameter: Parameter): Json | undefined {
  const { location, name } = parameter;
  if (location === "query") return parsePairs(wanted.query, parameter);
  if (location === "cookie") return parsePairs(wanted.cookies, parameter);
  const text =
    location === "path"
      ? wanted.path[name]
      : wanted.headers.find(([header]) => header.toLowerCase() === name.toLowerCase())?.[1];
  return text === undefined ? undefined : parseStyledText(text, parameter);
}

function readBody({ operation: { requestBody }, body }: Case): ReadBody {
  if (!requestBody || !body || body.bytes.length === 0) return { kind: "none" };
  const essence = parseMediaType(body.mediaType)?.essence;
  const mediaType = essence && findMediaTypeRange([...requestBody.content.keys()], essence);
  if (essence === undefined || mediaType === undefined) return { kind: "unreadable", why: "media-type" };
  const value = readValue(essence, body.bytes, body.value);
  return value === undefined ? { kind: "unreadable", why: "malformed" } : { kind: "value", mediaType, value };
}

function readValue(essence: string, bytes: Uint8Array, known: Json | undefined): Json | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (isJsonMediaType(essence)) return parseJson(text);
    // Forms and the like are known by what they were written from.
    return known ?? text;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}
