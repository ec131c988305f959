import { isJsonObject, type JsonObject } from "./json.js";
import { findAtPointer, joinPointer, resolveAtPointer, type Pointer } from "./reference.js";
import type { Violation } from "./violation.js";

/**
 * Where in a document the keyword stands that a value breaks, from the schema by which the value was judged;
 * `undefined` where it is not to be found. Of alternatives that all ask for it, the first.
 */
export function findSchemaPlace(
  document: JsonObject,
  schema: Pointer,
  { field, keyword }: Pick<Violation, "field" | "keyword">,
): Pointer | undefined {
  const steps = field.split(/[.[\]]+/).filter((step) => step !== "");
  // These are broken by an object, and told of the member that it lacks or has too much.
  const isOfParent = keyword === "required" || /^(additional|unevaluated)Properties$/.test(keyword);
  const places = (isOfParent ? steps.slice(0, -1) : steps).reduce<Pointer[]>(
    (all, step) => all.flatMap((place) => listMemberSchemas(document, place, step)),
    listSameSchemas(document, schema),
  );
  return places
    .map((place) => joinPointer(place, keyword))
    .find((place) => findAtPointer(document, place) !== undefined);
}

/** A schema, what it refers to, and all of which it is put together. */
function listSameSchemas(document: JsonObject, pointer: Pointer): Pointer[] {
  const schema = findAtPointer(document, pointer);
  if (!isJsonObject(schema)) return [];
  const referred = typeof schema["$ref"] === "string" ? [resolveAtPointer(document, pointer).pointer] : [];
  const parts = ["allOf", "oneOf", "anyOf"].flatMap((keyword) => {
    const list = schema[keyword];
    return Array.isArray(list) ? [...list.keys()].map((at) => joinPointer(pointer, keyword, String(at))) : [];
  });
  return [pointer, ...[...referred, ...parts].flatMap((place) => listSameSchemas(document, place))];
}

function listMemberSchemas(document: JsonObject, pointer: Pointer, step: string): Pointer[] {
  const ways = [["properties", step], ...(/^\d+$/.test(step) ? [["items"]] : []), ["additionalProperties"]];
  const place = ways
    .map((way) => joinPointer(pointer, ...way))
    .find((way) => isJsonObject(findAtPointer(document, way)));
  return place === undefined ? [] : listSameSchemas(document, place);
}
