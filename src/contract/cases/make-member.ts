import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import { findAtPointer } from "../../openapi/reference.js";
import { createCaseValues } from "../create-case-values.js";
import type { ValuePlace } from "./visit-places.js";

/** Members that a place in a body may be given: one that is not there, or another one for what is open. */
export type MemberMaker = (place: ValuePlace) => { readonly key: string; readonly member: Json }[];

/** Makes a maker of members by their schemas. What only the server can know is never made. */
export function createMemberMaker(document: JsonObject, seed: number): MemberMaker {
  const maker = createCaseValues(document);
  return ({ path, schemas, value }) => {
    const key = String(path.at(-1) ?? "");
    const told = schemas.filter((schema) => Object.keys(schema).length > 0);
    if (key === "" || told.length === 0 || told.some((schema) => isFixed(document, schema))) return [];
    if (isOpenObject(told)) return [{ key, member: { probe: "x", nested: { deep: [1, true] } } }];
    return value === undefined
      ? [{ key, member: maker.make({ allOf: [...told] }, { seed: `${seed} ${path.join("/")}`, name: key }) }]
      : [];
  };
}

/** An object of which nothing but that is said. */
function isOpenObject(schemas: readonly JsonObject[]): boolean {
  return (
    schemas.some(({ type }) => type === "object") &&
    schemas.every(({ properties, additionalProperties, patternProperties }) => {
      const isOpen = additionalProperties === undefined || additionalProperties === true;
      return isOpen && properties === undefined && patternProperties === undefined;
    })
  );
}

/** Whether what a schema describes is not for the caller to choose; a value that names another record may be deep in it. */
function isFixed(document: JsonObject, schema: JsonObject, depth = 0): boolean {
  if ("x-standin-param" in schema || schema["readOnly"] === true || schema["deprecated"] === true) return true;
  return depth < 6 && listInner(document, schema).some((inner) => isFixed(document, inner, depth + 1));
}

function listInner(document: JsonObject, { properties, items, allOf, oneOf, anyOf, $ref }: JsonObject): JsonObject[] {
  const inner = [items, ...[allOf, oneOf, anyOf].flat(), ...Object.values(isJsonObject(properties) ? properties : {})];
  const referred = typeof $ref === "string" ? findAtPointer(document, decodeURIComponent($ref.slice(1))) : undefined;
  return [...inner, referred].filter(isJsonObject);
}
