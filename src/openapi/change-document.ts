import type { Kind } from "./document-shape.js";
import { defineMember, isJsonObject, type Json, type JsonObject } from "./json.js";
import { findAtPointer, joinPointer, splitPointer, type Pointer } from "./reference.js";

/** Puts a value in the place of the one at a pointer, or takes that out with `undefined`; items of lists keep their places. */
export function changeAt(document: JsonObject, pointer: Pointer, value: Json | undefined): void {
  const steps = splitPointer(pointer);
  const key = steps.pop();
  const holder = findAtPointer(document, joinPointer("", ...steps));
  if (key === undefined) return;
  if (Array.isArray(holder)) holder[Number(key)] = value ?? {};
  else if (isJsonObject(holder) && value === undefined) delete holder[key];
  else if (isJsonObject(holder)) defineMember(holder, key, value ?? {});
}

/** Marks a parameter that is none any more. */
export const LEFT_OUT = "x-standin-left-out";

/** An object of a kind that says nothing; `undefined` where there is none, and the place had better be empty. */
export function createBlank(kind: Kind): JsonObject | undefined {
  if (kind === "response") return { description: "" };
  if (kind === "requestBody") return { content: {} };
  if (kind === "operation" || kind === "securityScheme" || kind === "server") return undefined;
  // Of what was left out no more needs to be told.
  if (kind === "parameter") return { [LEFT_OUT]: true };
  // A schema that says nothing allows everything.
  return {};
}
