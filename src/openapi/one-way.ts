import { isJsonObject, type Json, type JsonObject } from "./json.js";
import { findAtPointer, LONGEST_CHAIN, readLocalReference } from "./reference.js";

/** Whose message a schema is to judge. */
export type Sender = "client" | "server";

/** What marks a property that the other side sends: OpenAPI asks for it in the other's messages only, though it is required. */
export const OTHERS_MARK = { client: "readOnly", server: "writeOnly" } as const satisfies Record<Sender, string>;

/** Whether anything in a document carries a mark; where nothing does, both sides are judged alike. */
export function hasMark(value: Json, mark: string): boolean {
  if (Array.isArray(value)) return value.some((item) => hasMark(item, mark));
  if (!isJsonObject(value)) return false;
  return value[mark] === true || Object.values(value).some((inner) => hasMark(inner, mark));
}

/** Whether one of the schemas that judge an object together describes a property with a mark. */
export function isMarkedProperty(document: JsonObject, owners: readonly Json[], name: string, mark: string): boolean {
  return listTogether(document, owners).some(({ properties }) => {
    const property = isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
    return property !== undefined && listTogether(document, [property]).some((schema) => schema[mark] === true);
  });
}

/** Schemas, and all that judge the same value with them: by `$ref` and `allOf`. */
function listTogether(document: JsonObject, schemas: readonly Json[], depth = 0): JsonObject[] {
  if (depth > LONGEST_CHAIN) return [];
  return schemas.filter(isJsonObject).flatMap((schema) => {
    const target = readLocalReference(schema);
    const referred = target === undefined ? undefined : findAtPointer(document, target);
    const { allOf } = schema;
    const parts = [...(referred === undefined ? [] : [referred]), ...(Array.isArray(allOf) ? allOf : [])];
    return [schema, ...listTogether(document, parts, depth + 1)];
  });
}
