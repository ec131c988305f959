import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import { findAtPointer } from "../../openapi/reference.js";
import type { Lesson } from "./learn.js";
import { toJsonPath, type OverlayAction } from "./overlay.js";

/** A field that the document does not name: the schema at the finding's place gets it, with what was seen of its type. */
export function learnField({ source, finding }: Lesson): OverlayAction[] {
  const { pointer, received, check } = finding;
  if (check !== "C006" || pointer === undefined || !isJsonObject(received)) return [];
  if (!isJsonObject(findAtPointer(source, pointer))) return [];
  const properties = Object.fromEntries(
    Object.entries(received).map(([name, value]) => [name, { ...toSchema(value), "x-evidence": "observed" }]),
  );
  const names = Object.keys(received).join(", ");
  return [{ target: toJsonPath(pointer), description: `${names} was seen in an answer`, update: { properties } }];
}

/** As much of a schema as one value shows. */
function toSchema(value: Json): JsonObject {
  if (value === null) return {};
  if (Array.isArray(value)) return { type: "array" };
  return { type: typeof value };
}
