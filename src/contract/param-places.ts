import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import { findAtPointer, joinPointer, resolveAtPointer, type Pointer } from "../openapi/reference.js";

/** Says what stands at a place that has `x-standin-param`; the text itself leaves it as it is. */
export type VisitParam = (key: string, text: string) => string;

/** The value with what a visitor says in place of each text whose schema has `x-standin-param`, those of alternatives included. */
export function visitParamPlaces(document: JsonObject, schema: Pointer, value: Json, visit: VisitParam): Json {
  const described = findAtPointer(document, schema);
  if (!isJsonObject(described)) return value;
  const key = described["x-standin-param"];
  if (typeof key === "string") {
    if (typeof value === "string") return visit(key, value);
    return Array.isArray(value) ? value.map((item) => (typeof item === "string" ? visit(key, item) : item)) : value;
  }
  const parts = listSame(document, schema, described);
  const inner = parts.reduce<Json>((changed, part) => visitParamPlaces(document, part, changed, visit), value);
  return visitMembers(document, schema, described, inner, visit);
}

/** Schemas that are said of the very same value. */
function listSame(document: JsonObject, pointer: Pointer, schema: JsonObject): Pointer[] {
  const referred = typeof schema["$ref"] === "string" ? [resolveAtPointer(document, pointer).pointer] : [];
  const parts = ["allOf", "oneOf", "anyOf"].flatMap((keyword) => {
    const list = schema[keyword];
    return Array.isArray(list) ? [...list.keys()].map((at) => joinPointer(pointer, keyword, String(at))) : [];
  });
  return [...referred, ...parts];
}

function visitMembers(
  document: JsonObject,
  pointer: Pointer,
  schema: JsonObject,
  value: Json,
  visit: VisitParam,
): Json {
  if (Array.isArray(value)) {
    const items = joinPointer(pointer, "items");
    return "items" in schema ? value.map((item) => visitParamPlaces(document, items, item, visit)) : value;
  }
  const { properties } = schema;
  if (!isJsonObject(value) || !isJsonObject(properties)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      Object.hasOwn(properties, name)
        ? visitParamPlaces(document, joinPointer(pointer, "properties", name), member, visit)
        : member,
    ]),
  );
}
