import type { Json } from "../../openapi/json.js";
import { isJsonObject } from "../../openapi/json.js";
import { isJsonMediaType } from "../../openapi/media-type.js";
import type { Parameter } from "../../openapi/parameter.js";
import type { Case, CaseBody } from "../case.js";

type Pair = readonly [name: string, text: string];

/** A case with another value for one of its parameters; without it when the value is `undefined`. */
export function withParameter(wanted: Case, parameter: Parameter, value: Json | undefined): Case {
  const { name, location } = parameter;
  if (location === "path") {
    const { [name]: _, ...others } = wanted.path;
    return { ...wanted, path: value === undefined ? others : { ...others, [name]: writeStyled(value, parameter) } };
  }
  if (location === "header") {
    const others = wanted.headers.filter(([header]) => header.toLowerCase() !== name.toLowerCase());
    return { ...wanted, headers: value === undefined ? others : [...others, [name, writeStyled(value, parameter)]] };
  }
  const list = location === "query" ? "query" : "cookies";
  const others = wanted[list].filter(([key]) => !belongsTo(key, parameter));
  return { ...wanted, [list]: value === undefined ? others : [...others, ...writePairs(value, parameter)] };
}

/** A case with a body of another value, or of none when that is `undefined`. */
export function withBody(wanted: Case, value: Json | undefined, mediaType?: string): Case {
  const { body: _, ...others } = wanted;
  if (value === undefined) return others;
  return { ...others, body: writeBody(value, mediaType ?? wanted.body?.mediaType ?? findMediaType(wanted)) };
}

/** A body of a value by its media type: JSON, a form, or text. */
function writeBody(value: Json, mediaType: string): CaseBody {
  const [essence = mediaType] = mediaType.split(";");
  return { mediaType, value, bytes: new TextEncoder().encode(writeText(value, essence.trim().toLowerCase())) };
}

/** JSON where it is documented, else the first that is. */
function findMediaType({ operation: { requestBody } }: Pick<Case, "operation">): string {
  const documented = [...(requestBody?.content.keys() ?? [])];
  return documented.find(isJsonMediaType) ?? documented.find((type) => !type.includes("*")) ?? "application/json";
}

function writeText(value: Json, essence: string): string {
  if (isJsonMediaType(essence)) return JSON.stringify(value);
  if (essence !== "application/x-www-form-urlencoded" || !isJsonObject(value)) return toText(value);
  return new URLSearchParams(Object.entries(value).map(([key, member]) => [key, toText(member)])).toString();
}

function belongsTo(key: string, { name, style, explode, shape }: Parameter): boolean {
  if (style === "deepObject") return key.startsWith(`${name}[`);
  return key === name || (explode && shape.types.has("object") && Object.hasOwn(shape.properties, key));
}

/** `form`, `spaceDelimited`, `pipeDelimited` and `deepObject`, as OpenAPI has them. */
function writePairs(value: Json, parameter: Parameter): Pair[] {
  const { name, style, explode, json } = parameter;
  if (json) return [[name, JSON.stringify(value)]];
  const delimiter = style === "spaceDelimited" ? " " : style === "pipeDelimited" ? "|" : ",";
  if (Array.isArray(value)) {
    return explode ? value.map((item) => [name, toText(item)] as const) : [[name, value.map(toText).join(delimiter)]];
  }
  if (!isJsonObject(value)) return [[name, toText(value)]];
  const members = Object.entries(value).map(([key, member]) => [key, toText(member)] as const);
  if (style === "deepObject") return members.map(([key, text]) => [`${name}[${key}]`, text]);
  return explode ? members : [[name, members.flat().join(delimiter)]];
}

/** `simple`, `label` and `matrix`, as OpenAPI has them. */
function writeStyled(value: Json, { name, style, explode, json }: Parameter): string {
  if (json) return JSON.stringify(value);
  const prefix = style === "label" ? "." : style === "matrix" ? ";" : "";
  const separator = explode && prefix !== "" ? prefix : ",";
  const named = style === "matrix" ? `${name}=` : "";
  if (Array.isArray(value)) {
    const parts = value.map((item) => (explode ? named : "") + toText(item));
    return prefix + (explode ? "" : named) + parts.join(separator);
  }
  if (!isJsonObject(value)) return prefix + named + toText(value);
  const parts = Object.entries(value).flatMap(([key, member]) =>
    explode ? [`${key}=${toText(member)}`] : [key, toText(member)],
  );
  return prefix + (explode ? "" : named) + parts.join(separator);
}

function toText(value: Json): string {
  return typeof value === "string" ? value : value === null ? "" : JSON.stringify(value);
}
