import { isJsonObject, type Json, type JsonObject } from "../json.js";
import { findAtPointer, joinPointer, readLocalReference, type Pointer } from "../reference.js";
import { splitMembers } from "../upgrade-schema.js";
import type { SwaggerContext } from "./upgrade-swagger.js";

/** A parameter of a Swagger document, and where it is written. */
export interface WrittenParameter {
  readonly value: Json;
  readonly written: Pointer;
}

/** The parameters of a list. References to those that become bodies, which have a place of their own, are followed. */
export function listParameters(
  { source }: SwaggerContext,
  list: Json | undefined,
  pointer: Pointer,
): WrittenParameter[] {
  if (!Array.isArray(list)) return [];
  return list.map((value, index) => {
    const written = joinPointer(pointer, String(index));
    const target = isJsonObject(value) ? readLocalReference(value) : undefined;
    const referred = target === undefined ? undefined : findAtPointer(source, target);
    return target !== undefined && referred !== undefined && isBodyParameter(referred)
      ? { value: referred, written: target }
      : { value, written };
  });
}

/** Whether a parameter is a request body, or part of one, in OpenAPI 3. */
export function isBodyParameter(value: Json): value is JsonObject {
  return isJsonObject(value) && (value["in"] === "body" || value["in"] === "formData");
}

/** What a parameter says beside its schema. */
const OWN = new Set(["$ref", "name", "in", "description", "required", "allowEmptyValue", "collectionFormat"]);

/** Turns a parameter that is no body into one of OpenAPI 3. */
export function upgradeParameter(value: Json, pointer: Pointer, { origins }: SwaggerContext): Json {
  if (!isJsonObject(value) || "$ref" in value) return value;
  const [{ collectionFormat, ...own }, schema] = splitMembers(value, OWN);
  origins.move(joinPointer(pointer, "schema"), origins.toBefore(pointer));
  return { ...own, schema, ...(schema["type"] === "array" && toStyle(collectionFormat, value["in"])) };
}

/** A header of a response; it has no name of its own. */
export function upgradeHeader(value: Json, pointer: Pointer, context: SwaggerContext): Json {
  return upgradeParameter(isJsonObject(value) ? { ...value, in: "header" } : value, pointer, context);
}

/** The style and explode for a `collectionFormat`; `tabDelimited` is a style that OpenAPI 3 does not have. */
export function toStyle(format: Json | undefined, location: Json | undefined): JsonObject {
  if (format === "multi") return { style: "form", explode: true };
  const delimited = { ssv: "spaceDelimited", tsv: "tabDelimited", pipes: "pipeDelimited" };
  const style = typeof format === "string" ? new Map(Object.entries(delimited)).get(format) : undefined;
  const commas = location === "path" || location === "header" ? "simple" : "form";
  return { style: style ?? commas, explode: false };
}
