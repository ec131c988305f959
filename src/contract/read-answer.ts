import { parseJson, type Json } from "../openapi/json.js";
import { isJsonMediaType, parseMediaType, type MediaType } from "../openapi/media-type.js";
import type { Operation } from "../openapi/operation.js";
import { findResponse, type Response } from "../openapi/response.js";
import type { Exchange } from "./exchange.js";
import { findHeader, type WireResponse } from "./wire.js";

/** An answer as the checks read it. */
export interface Answer {
  readonly response: WireResponse;
  /** The operation that was asked; `undefined` where the method is documented for none. */
  readonly operation: Operation | undefined;
  /** What the document says of its status; `undefined` where it says nothing. */
  readonly documented: Response | undefined;
  readonly mediaType: MediaType | undefined;
  /** The body as text; `undefined` where it is no UTF-8. */
  readonly text: string | undefined;
  /** The body as JSON; `undefined` where it is none or does not say that it is. */
  readonly json: Json | undefined;
}

/** Reads the answer of an exchange; `undefined` when there is none. */
export function readAnswer({ response, case: sent, request }: Exchange): Answer | undefined {
  if (!response) return undefined;
  const operation = isMethodOf(sent.operation, request.method) ? sent.operation : undefined;
  const header = findHeader(response.headers, "content-type");
  const mediaType = header === undefined ? undefined : parseMediaType(header);
  const text = decode(response.body);
  return {
    response,
    operation,
    documented: operation && findResponse(operation.responses, response.status),
    mediaType,
    text,
    json: mediaType && isJsonMediaType(mediaType.essence) && text !== undefined ? parse(text) : undefined,
  };
}

/** HEAD is answered as GET is, without the body. */
function isMethodOf({ method }: Operation, sent: string): boolean {
  return sent === method || (sent === "HEAD" && method === "GET");
}

/** Without a byte order mark, of which another check tells. */
function decode(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function parse(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
