import { isJsonObject, type JsonObject } from "./json.js";
import { findAtPointer, joinPointer, resolveAtPointer, type Pointer } from "./reference.js";
import type { Violation } from "./violation.js";

type Broken = Pick<Violation, "field" | "keyword">;

/**
 * Where in a document the keyword stands that a value breaks, from the schema by which the value was judged;
 * `undefined` where it is not to be found. Of alternatives that all ask for it, the first.
 */
export function findSchemaPlace(document: JsonObject, schema: Pointer, broken: Broken): Pointer | undefined {
  const way = findSchemaWay(document, schema, broken);
  const last = way?.at(-1);
  return last && joinPointer(last, broken.keyword);
}

/** The schemas that lead from the one by which a value was judged to the one with the broken keyword, both included. */
export function findSchemaWay(
  document: JsonObject,
  schema: Pointer,
  { field, keyword }: Broken,
): readonly Pointer[] | undefined {
  const steps = field.split(/[.[\]]+/).filter((step) => step !== "");
  // These are broken by an object, and told of the member that it lacks or has too much.
  const isOfParent = keyword === "required" || /^(additional|unevaluated)Properties$/.test(keyword);
  const ways = (isOfParent ? steps.slice(0, -1) : steps).reduce<Way[]>(
    (all, step) => all.flatMap((way) => listMemberSchemas(document, way, step)),
    listSameSchemas(document, [schema]),
  );
  return ways.find((way) => {
    const last = findAtPointer(document, way.at(-1) ?? "");
    return isJsonObject(last) && Object.hasOwn(last, keyword);
  });
}

type Way = readonly Pointer[];

/** A schema, what it refers to, and all of which it is put together. */
function listSameSchemas(document: JsonObject, way: Way): Way[] {
  const pointer = way.at(-1) ?? "";
  const schema = findAtPointer(document, pointer);
  // One that is put together of itself says nothing more the second time.
  if (!isJsonObject(schema) || way.indexOf(pointer) < way.length - 1) return [];
  const referred = typeof schema["$ref"] === "string" ? [resolveAtPointer(document, pointer).pointer] : [];
  const parts = ["allOf", "oneOf", "anyOf"].flatMap((keyword) => {
    const list = schema[keyword];
    return Array.isArray(list) ? [...list.keys()].map((at) => joinPointer(pointer, keyword, String(at))) : [];
  });
  return [way, ...[...referred, ...parts].flatMap((place) => listSameSchemas(document, [...way, place]))];
}

function listMemberSchemas(document: JsonObject, way: Way, step: string): Way[] {
  const pointer = way.at(-1) ?? "";
  const place = [["properties", step], ...(/^\d+$/.test(step) ? [["items"]] : []), ["additionalProperties"]]
    .map((member) => joinPointer(pointer, ...member))
    .find((candidate) => isJsonObject(findAtPointer(document, candidate)));
  // A recursive schema may be passed again one level down.
  return place === undefined ? [] : listSameSchemas(document, [place]).map((rest) => [...way, ...rest]);
}
