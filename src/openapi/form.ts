import type { Json, JsonObject } from "./json.js";
import { isJsonMediaType } from "./media-type.js";
import { readParameterShape, type ParameterShape, type StyledParameter } from "./parameter.js";
import { parsePairs, type Pairs } from "./parameter-style.js";
import { enterEach, type Place } from "./place.js";
import { joinPointer } from "./reference.js";

/** The fields of a form, each with how its value is written. */
export type Form = readonly StyledParameter[];

/** Whether bodies of a media type are forms. */
export function isFormMediaType(essence: string): boolean {
  return essence === "application/x-www-form-urlencoded" || essence === "multipart/form-data";
}

/** Reads how a form of a media type is written, from its schema and `encoding`. */
export function readForm(media: Place): Form {
  const { properties } = readParameterShape(media.document, joinPointer(media.pointer, "schema"));
  const encodings = new Map(enterEach(media, "encoding").map(([name, { value }]) => [name, value]));
  return Object.entries(properties).map(([name, shape]) => toField(name, shape, encodings.get(name) ?? {}));
}

function toField(name: string, shape: ParameterShape, encoding: JsonObject): StyledParameter {
  const { style, explode, contentType } = encoding;
  const isStyled = typeof style === "string" || typeof explode === "boolean";
  const saysJson = typeof contentType === "string" && isJsonMediaType(contentType.toLowerCase());
  const chosen = typeof style === "string" ? style : "form";
  return {
    name,
    shape,
    style: chosen,
    explode: typeof explode === "boolean" ? explode : chosen === "form" || chosen === "deepObject",
    // OpenAPI: an object is written as JSON unless a style says otherwise.
    json: saysJson || (!isStyled && shape.types.has("object") && !shape.types.has("string")),
  };
}

/** A form's fields by what was sent, each parsed; what is no field stays text. */
export function parseForm(form: Form, pairs: Pairs): JsonObject {
  const names = new Set(form.map(({ name }) => name));
  const others = pairs.filter(([key]) => !names.has(key.replace(/\[.*$/s, "")));
  const fields = form.flatMap((field): [string, Json][] => {
    const value = parsePairs(pairs, field);
    return value === undefined ? [] : [[field.name, value]];
  });
  return Object.fromEntries([...others, ...fields]);
}
