import type { AssumedCheck } from "./assumed.js";
import type { Evidence } from "./evidence.js";
import { isJsonObject, type Json, type JsonObject } from "./json.js";
import { findAtPointer, joinPointer, resolveAtPointer, type Pointer } from "./reference.js";
import type { Validate } from "./schema-validator.js";

/** Where a request carries a parameter. */
export type ParameterLocation = "path" | "query" | "header" | "cookie";

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly location: ParameterLocation;
  readonly required: boolean;
  readonly style: string;
  readonly explode: boolean;
  /** Whether its text is JSON, because it is documented by `content` and not by `schema`. */
  readonly json: boolean;
  readonly shape: ParameterShape;
  readonly evidence: Evidence;
  /** Checks the parsed value. */
  readonly validate: Validate;
  readonly assumed?: AssumedCheck;
  readonly example: Json | undefined;
}

/** What parsing the text of a parameter, or of a form's field, needs to know of it. */
export type StyledParameter = Pick<Parameter, "name" | "style" | "explode" | "json" | "shape">;

/** As much of a schema as parsing a parameter's text needs: the types that a value may have. */
export interface ParameterShape {
  readonly types: ReadonlySet<string>;
  readonly items?: ParameterShape;
  readonly properties: Readonly<Record<string, ParameterShape>>;
}

/** How deep a parameter's schema is looked at; deeper values stay text. */
const DEEPEST = 4;

/** The shape of the schema at a pointer, that of its parts and alternatives included. */
export function readParameterShape(document: JsonObject, pointer: Pointer, depth = 0): ParameterShape {
  const found = findAtPointer(document, pointer);
  if (depth > DEEPEST || !isJsonObject(found)) return { types: new Set(), properties: {} };
  const { value: schema, pointer: place } = resolveAtPointer(document, pointer);
  const { type, items, properties } = schema;
  const types = new Set((Array.isArray(type) ? type : [type]).filter((name) => typeof name === "string"));
  const shapes = Object.keys(isJsonObject(properties) ? properties : {}).map((name): [string, ParameterShape] => [
    name,
    readParameterShape(document, joinPointer(place, "properties", name), depth + 1),
  ]);
  const own: ParameterShape = {
    types,
    properties: Object.fromEntries(shapes),
    ...(isJsonObject(items) && { items: readParameterShape(document, joinPointer(place, "items"), depth + 1) }),
  };
  return ["allOf", "anyOf", "oneOf"].reduce((shape, keyword) => {
    const list = schema[keyword];
    const parts = Array.isArray(list) ? [...list.keys()] : [];
    return parts
      .map((at) => readParameterShape(document, joinPointer(place, keyword, String(at)), depth + 1))
      .reduce(joinShapes, shape);
  }, own);
}

function joinShapes(one: ParameterShape, other: ParameterShape): ParameterShape {
  const items = one.items ?? other.items;
  return {
    types: new Set([...one.types, ...other.types]),
    properties: { ...other.properties, ...one.properties },
    ...(items && { items }),
  };
}

/** The style that OpenAPI gives a parameter which names none. */
export function getDefaultStyle(location: ParameterLocation): string {
  return location === "query" || location === "cookie" ? "form" : "simple";
}

/** Turns text into the type that a schema asks for; text that is none of it stays text, for the validator to refuse. */
export function coerce(text: string, shape: ParameterShape | undefined): Json {
  const types = shape?.types ?? new Set();
  if ((types.has("integer") || types.has("number")) && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
  if (types.has("boolean") && (text === "true" || text === "false")) return text === "true";
  if (types.has("null") && text === "" && !types.has("string")) return null;
  return text;
}
