import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import { findAtPointer } from "../../openapi/reference.js";
import type { Lesson } from "./learn.js";
import { replaceAt, toJsonPath, type OverlayAction } from "./overlay.js";

/**
 * A value that breaks one keyword of a response's schema: the keyword is widened by what was seen where that can be told (a
 * type, an enumeration, a required field), and taken away else. The finding's pointer leads to the keyword.
 */
export function learnSchema({ source, finding }: Lesson): OverlayAction[] {
  const { check, pointer, received } = finding;
  if (check !== "C004" || pointer === undefined) return [];
  const keyword = pointer.slice(pointer.lastIndexOf("/") + 1);
  const schemaPointer = pointer.slice(0, pointer.lastIndexOf("/"));
  const schema = findAtPointer(source, schemaPointer);
  const before = isJsonObject(schema) ? schema[keyword] : undefined;
  if (!isJsonObject(schema) || before === undefined) return [];
  const after = widen(keyword, before, received);
  const description = `an answer was seen that breaks "${keyword}"`;
  const seen: OverlayAction = { target: toJsonPath(schemaPointer), description, update: { "x-evidence": "observed" } };
  if (after === undefined) return [{ target: toJsonPath(pointer), description, remove: true }, seen];
  return [...replaceAt(schemaPointer, keyword, after, description), seen];
}

function widen(keyword: string, before: Json, received: Json): Json | undefined {
  const known = Array.isArray(before) ? before : [before];
  switch (keyword) {
    case "type":
      return [...known, getType(received)];
    case "enum":
      return [...known, received];
    case "required":
      return isJsonObject(received) ? keepThose(known, received) : undefined;
    default:
      return undefined;
  }
}

function keepThose(required: readonly Json[], received: JsonObject): Json {
  return required.filter((name) => typeof name === "string" && Object.hasOwn(received, name));
}

function getType(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}
