import type { Document } from "./document.js";
import { isJsonObject } from "./json.js";
import { findMediaTypeRange } from "./media-type.js";
import type { Operation } from "./operation.js";
import { findAtPointer, joinPointer, resolveAtPointer, type Pointer } from "./reference.js";
import { findResponse } from "./response.js";

/** Where the schema of a request body of a media type stands; `undefined` when nothing is documented of it. */
export function findRequestSchema(document: Document, operation: Operation, essence: string): Pointer | undefined {
  const content = follow(document, toPointer(operation), ["requestBody", "content"]);
  return content === undefined ? undefined : findContentSchema(document, content, essence);
}

/** Where the schema of a body of a response of a status stands; `undefined` when nothing is documented of it. */
export function findResponseSchema(
  document: Document,
  operation: Operation,
  status: number,
  essence: string,
): Pointer | undefined {
  const response = findResponse(operation.responses, status);
  const responses = response && follow(document, toPointer(operation), ["responses"]);
  const map = responses === undefined ? undefined : findAtPointer(document.source, responses);
  const key =
    isJsonObject(map) && Object.keys(map).find((name) => name.toUpperCase() === response?.status.toUpperCase());
  if (responses === undefined || typeof key !== "string") return undefined;
  const content = follow(document, responses, [key, "content"]);
  return content === undefined ? undefined : findContentSchema(document, content, essence);
}

function toPointer({ pathTemplate, method }: Operation): Pointer {
  return joinPointer("/paths", pathTemplate, method.toLowerCase());
}

function findContentSchema(document: Document, content: Pointer, essence: string): Pointer | undefined {
  const map = findAtPointer(document.source, content);
  const range = isJsonObject(map) ? findMediaTypeRange(Object.keys(map), essence) : undefined;
  return range === undefined ? undefined : follow(document, content, [range, "schema"]);
}

/** Goes down step by step, through references on the way. */
function follow({ source }: Document, start: Pointer, steps: readonly string[]): Pointer | undefined {
  let place = start;
  for (const step of steps) {
    place = joinPointer(resolveAtPointer(source, place).pointer, step);
    if (!isJsonObject(findAtPointer(source, place))) return undefined;
  }
  return place;
}
