import { findRequestSchema, findResponseSchema } from "../openapi/body-schema.js";
import type { Document } from "../openapi/document.js";
import { parseJson, type Json } from "../openapi/json.js";
import { parseMediaType } from "../openapi/media-type.js";
import type { Operation } from "../openapi/operation.js";
import { redactSecrets } from "../openapi/secrets.js";
import type { Redacted } from "./redact-carriers.js";
import { listRedacted, redactByName } from "./redact-names.js";

/** A body as it was sent, and what the documents say of it. */
export interface SentBody {
  readonly content: Uint8Array | string | undefined;
  readonly contentType: string | undefined;
  /** The operation to which it belongs, where one was found. */
  readonly operation: { readonly document: Document; readonly operation: Operation } | undefined;
  /** Of a reply. */
  readonly status?: number;
}

/**
 * A body without its secrets, parsed; `undefined` when there is none. What can't be parsed is not shown, since nothing
 * says which part of it is secret.
 */
export function redactBody(body: SentBody): Redacted<Json | undefined> {
  const { content } = body;
  if (content === undefined || content.length === 0) return { shown: undefined, secrets: [] };
  const essence = parseMediaType(body.contentType ?? "")?.essence ?? "";
  const value = parseBody(typeof content === "string" ? content : new TextDecoder().decode(content), essence);
  if (value === undefined) return { shown: `[not well-formed: ${content.length} bytes are not shown]`, secrets: [] };
  const shown = redactByName(redactBySchema(body, essence, value));
  return { shown, secrets: listRedacted(value, shown) };
}

function redactBySchema({ operation, status }: SentBody, essence: string, value: Json): Json {
  if (!operation) return value;
  const { document } = operation;
  const schema =
    status === undefined
      ? findRequestSchema(document, operation.operation, essence)
      : findResponseSchema(document, operation.operation, status, essence);
  return schema === undefined ? value : redactSecrets(document.source, schema, value);
}

/** How deep a body may be nested to be looked into, which is as deep as any API takes one. */
const DEEPEST = 100;

/** What was sent as something else, or as nothing, is shown too where it is JSON; `undefined` where nothing can be read. */
export function parseBody(text: string, essence: string): Json | undefined {
  if (essence === "application/x-www-form-urlencoded") {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    const value = parseJson(text);
    return isTooDeep(value) ? undefined : value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Level by level, so that the depth of the value is not the depth of the stack. */
function isTooDeep(value: Json): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((item) => (typeof item === "object" && item !== null ? Object.values(item) : []));
  }
  return false;
}
