import { decodeLeniently } from "../openapi/decode-leniently.js";
import { isJsonObject, type JsonObject } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import { findAtPointer, joinPointer, resolveAtPointer, type Pointer } from "../openapi/reference.js";

/** An object of a document, and where it really stands. */
export interface Part {
  readonly pointer: Pointer;
  readonly value: JsonObject;
}

/** The pointer of an operation, after the `$ref` of its path item. */
export function getOperationPointer(document: JsonObject, { pathTemplate, method }: Operation): Pointer {
  const item = resolveAtPointer(document, joinPointer("/paths", pathTemplate));
  return joinPointer(item.pointer, method.toLowerCase());
}

/**
 * All objects that say something of an operation, each once: its own, its path's parameters, and all that these refer to
 * within the document. What stands in examples says nothing.
 */
export function listOperationParts(document: JsonObject, operation: Operation): Part[] {
  const own = getOperationPointer(document, operation);
  const seen = new Set<Pointer>();
  const parts: Part[] = [];
  // A stack of our own, since documents may be deeper than calls.
  const open: Pointer[] = [own, own.replace(/\/[^/]*$/, "/parameters")];
  for (let pointer = open.pop(); pointer !== undefined; pointer = open.pop()) {
    if (seen.has(pointer)) continue;
    seen.add(pointer);
    const value = findAtPointer(document, pointer);
    if (isJsonObject(value)) parts.push({ pointer, value });
    open.push(...listBelow(pointer, value));
  }
  return parts;
}

function listBelow(pointer: Pointer, value: unknown): Pointer[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    if (key === "$ref" && typeof child === "string")
      return child.startsWith("#") ? [decodeLeniently(child.slice(1))] : [];
    return isNested(child) && !EXAMPLES.has(key) ? [joinPointer(pointer, key)] : [];
  });
}

const EXAMPLES: ReadonlySet<string> = new Set(["example", "examples", "default", "const", "enum", "x-standin-provoke"]);

function isNested(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
