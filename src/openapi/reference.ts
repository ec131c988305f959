import { decodeLeniently } from "./decode-leniently.js";
import { isJsonObject, type Json, type JsonObject } from "./json.js";

/** A place in a document, as a JSON Pointer (RFC 6901) without the leading `#`. */
export type Pointer = string;

/** Adds steps to a pointer, escaping `~` and `/` in each. */
export function joinPointer(pointer: Pointer, ...steps: readonly string[]): Pointer {
  let joined = pointer;
  for (const step of steps) joined += `/${escapeStep(step)}`;
  return joined;
}

/** Most steps have nothing to escape, and a contract run joins very many. */
function escapeStep(step: string): string {
  return step.includes("~") || step.includes("/") ? step.replaceAll("~", "~0").replaceAll("/", "~1") : step;
}

/** The steps of a pointer, unescaped. */
export function splitPointer(pointer: Pointer): string[] {
  const steps = pointer.split("/").slice(1);
  return pointer.includes("~") ? steps.map(unescapeStep) : steps;
}

function unescapeStep(step: string): string {
  return step.includes("~") ? step.replaceAll("~1", "/").replaceAll("~0", "~") : step;
}

/** The value at a pointer; `undefined` when there is none. Only own properties count. */
export function findAtPointer(document: Json, pointer: Pointer): Json | undefined {
  let value: Json | undefined = document;
  // Step by step, without a list of them: loading a large document asks for very many places.
  for (let start = pointer.indexOf("/") + 1; start > 0;) {
    const end = pointer.indexOf("/", start);
    const key = unescapeStep(end === -1 ? pointer.slice(start) : pointer.slice(start, end));
    start = end + 1;
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Array.isArray(value) ? value[Number(key)] : value[key];
  }
  return value;
}

/** The place to which an object's `$ref` leads, where that is a pointer in the document itself; else `undefined`. */
export function readLocalReference({ $ref: reference }: JsonObject): Pointer | undefined {
  if (typeof reference !== "string") return undefined;
  if (reference === "#") return "";
  return reference.startsWith("#/") ? decodeLeniently(reference.slice(1)) : undefined;
}

/** An object of a document, after following its `$ref`s, and the pointer where it really stands. */
export interface Resolved {
  readonly value: JsonObject;
  readonly pointer: Pointer;
}

/** How many `$ref`s may follow on one another before they are taken for a circle. */
export const LONGEST_CHAIN = 50;

/**
 * Follows the local `$ref`s of the object at a pointer.
 * @throws Error that names the place when a reference leads nowhere, outside the document, or in a circle.
 */
export function resolveAtPointer(document: JsonObject, pointer: Pointer): Resolved {
  let place = pointer;
  for (let followed = 0; followed < LONGEST_CHAIN; followed++) {
    const value = findAtPointer(document, place);
    if (!isJsonObject(value)) throw new Error(`there is no object at #${place} (from #${pointer})`);
    const reference = value["$ref"];
    if (typeof reference !== "string") return { value, pointer: place };
    if (!reference.startsWith("#")) throw new Error(`#${place} refers outside the document: ${reference}`);
    place = decodeLeniently(reference.slice(1));
  }
  throw new Error(`the $ref at #${pointer} leads in a circle`);
}
