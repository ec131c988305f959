import type { Document } from "./document.js";
import { isJsonObject } from "./json.js";
import { findMediaTypeRange } from "./media-type.js";
import type { Operation } from "./operation.js";
import type { Parameter } from "./parameter.js";
import { findAtPointer, joinPointer, resolveAtPointer, type Pointer, type Resolved } from "./reference.js";
import { findResponse } from "./response.js";

/** Where the schema of a request body of a media type stands; `undefined` when nothing is documented of it. */
export function findRequestSchema(document: Document, operation: Operation, essence: string): Pointer | undefined {
  const media = findRequestMedia(document, operation, essence);
  return media === undefined ? undefined : follow(document, media, ["schema"]);
}

/** Where a media type of a request body stands; `undefined` when it is not documented. */
export function findRequestMedia(document: Document, operation: Operation, essence: string): Pointer | undefined {
  const content = follow(document, toPointer(operation), ["requestBody", "content"]);
  return content === undefined ? undefined : findMedia(document, content, essence);
}

/** Where a parameter of an operation stands; `undefined` when it is not documented. */
export function findParameter(
  document: Document,
  operation: Operation,
  { name, location }: Pick<Parameter, "name" | "location">,
): Pointer | undefined {
  const found = listParameters(document, operation);
  return found.find(({ value }) => value["in"] === location && isSameName(value["name"], name, location))?.pointer;
}

/** The documented parameters of an operation and of its path, what counts before what it overrides. */
export function listParameters(document: Document, operation: Operation): Resolved[] {
  const lists = [toPointer(operation), joinPointer("/paths", operation.pathTemplate)];
  const places = lists.flatMap((holder) => {
    const list = findAtPointer(document.source, joinPointer(holder, "parameters"));
    return Array.isArray(list) ? [...list.keys()].map((at) => joinPointer(holder, "parameters", String(at))) : [];
  });
  return places.map((place) => resolveAtPointer(document.source, place));
}

/** The case of a header's name does not matter. */
function isSameName(documented: unknown, name: string, location: string): boolean {
  return location === "header" ? String(documented).toLowerCase() === name : documented === name;
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
  const media = content === undefined ? undefined : findMedia(document, content, essence);
  return media === undefined ? undefined : follow(document, media, ["schema"]);
}

function toPointer({ pathTemplate, method }: Operation): Pointer {
  return joinPointer("/paths", pathTemplate, method.toLowerCase());
}

function findMedia(document: Document, content: Pointer, essence: string): Pointer | undefined {
  const map = findAtPointer(document.source, content);
  const range = isJsonObject(map) ? findMediaTypeRange(Object.keys(map), essence) : undefined;
  return range === undefined ? undefined : follow(document, content, [range]);
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
