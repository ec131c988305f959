import { parseJson, type Json, type JsonObject } from "./json.js";
import { coerce, type ParameterShape, type StyledParameter } from "./parameter.js";

/** The name-value pairs of a query string or of cookies, in their order, decoded. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/**
 * Parses the text of a path, header or cookie parameter by its style (`simple`, `label`, `matrix`).
 * The text is decoded already.
 */
export function parseStyledText(text: string, parameter: StyledParameter): Json {
  const { style, name, explode, shape } = parameter;
  if (isPlainText(parameter)) return text;
  if (parameter.json) return parseJsonText(text);
  if (!shape.types.has("array") && !shape.types.has("object")) return coerce(stripPrefix(text, style, name), shape);
  const separator = style === "label" && explode ? "." : style === "matrix" && explode ? ";" : getDelimiter(style);
  const parts = stripPrefix(text, style, name).split(separator);
  if (shape.types.has("array")) {
    return parts.map((part) => coerce(part.replace(`${name}=`, style === "matrix" ? "" : `${name}=`), shape.items));
  }
  return toObject(explode ? parts.map(splitPair) : pairUp(parts), parameter);
}

/** Whether a parameter's text is its value, as with most of a path. */
function isPlainText({ style, json, shape: { types } }: StyledParameter): boolean {
  return style === "simple" && !json && types.size === 1 && types.has("string");
}

/** Parses a query or cookie parameter by its style (`form`, `spaceDelimited`, `pipeDelimited`, `deepObject`); `undefined` when it is absent. */
export function parsePairs(pairs: Pairs, parameter: StyledParameter): Json | undefined {
  const { name, style, explode, shape } = parameter;
  if (style === "deepObject") return parseDeepObject(pairs, parameter);
  if (shape.types.has("object") && explode && !parameter.json) return parseExplodedObject(pairs, parameter);
  const values = pairs.filter(([key]) => key === name).map(([, value]) => value);
  const [first] = values;
  if (first === undefined) return undefined;
  if (parameter.json) return parseJsonText(first);
  if (shape.types.has("array")) {
    const parts = explode ? values : first === "" ? [] : first.split(getDelimiter(style));
    return parts.map((part) => coerce(part, shape.items));
  }
  if (shape.types.has("object")) return toObject(pairUp(first.split(getDelimiter(style))), parameter);
  return coerce(first, shape);
}

function stripPrefix(text: string, style: string, name: string): string {
  if (style === "label") return text.replace(/^\./, "");
  if (style === "matrix") return text.replace(/^;/, "").replace(`${name}=`, "");
  return text;
}

function getDelimiter(style: string): string {
  // The last is Swagger 2.0's `tsv`, which OpenAPI 3 does not have.
  const delimiters = new Map([
    ["spaceDelimited", " "],
    ["pipeDelimited", "|"],
    ["tabDelimited", "\t"],
  ]);
  return delimiters.get(style) ?? ",";
}

/** How deep `name[a][b]` goes. */
const DEEPEST_KEYS = 10;

/** `name[a]=1`, and, as many servers have it though OpenAPI does not say so, `name[a][b]=1`, `name[a][]=1` and `name[a][0]=1`. */
function parseDeepObject(pairs: Pairs, { name, shape }: StyledParameter): Json | undefined {
  const prefix = `${name}[`;
  const own = pairs
    .filter(([key]) => key.startsWith(prefix) && key.endsWith("]"))
    .map(([key, value]): DeepPair => [key.slice(prefix.length, -1).split("][").slice(0, DEEPEST_KEYS), value]);
  return own.length === 0 ? undefined : buildDeep(own, shape);
}

type DeepPair = readonly [keys: readonly string[], value: string];

function buildDeep(pairs: readonly DeepPair[], shape: ParameterShape | undefined): Json {
  const leaf = pairs.findLast(([keys]) => keys.length === 0);
  if (leaf) return coerce(leaf[1], shape);
  if (shape?.types.has("array") && pairs.every(([[key = ""]]) => /^\d*$/.test(key))) {
    // Without numbers each is an item of its own.
    const items = pairs.some(([[key]]) => key === "") ? pairs.map((pair) => [pair]) : [...groupByKey(pairs).values()];
    return items.map((item) => buildDeep(item.map(shorten), shape.items));
  }
  const properties = new Map(Object.entries(shape?.properties ?? {}));
  const members = [...groupByKey(pairs)].map(([key, own]) => [key, buildDeep(own.map(shorten), properties.get(key))]);
  return Object.fromEntries(members) as JsonObject; // of names and values
}

function shorten([keys, value]: DeepPair): DeepPair {
  return [keys.slice(1), value];
}

function groupByKey(pairs: readonly DeepPair[]): Map<string, DeepPair[]> {
  const groups = new Map<string, DeepPair[]>();
  for (const pair of pairs) {
    const [[key = ""]] = pair;
    const group = groups.get(key) ?? [];
    group.push(pair);
    groups.set(key, group);
  }
  return groups;
}

function parseExplodedObject(pairs: Pairs, parameter: StyledParameter): Json | undefined {
  const own = pairs.filter(([key]) => Object.hasOwn(parameter.shape.properties, key));
  return own.length === 0 ? undefined : toObject(own, parameter);
}

function toObject(pairs: Pairs, { shape }: StyledParameter): JsonObject {
  const properties = new Map(Object.entries(shape.properties));
  return Object.fromEntries(pairs.map(([key, value]) => [key, coerce(value, properties.get(key))]));
}

function splitPair(part: string): readonly [string, string] {
  const at = part.indexOf("=");
  return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
}

function pairUp(parts: readonly string[]): Pairs {
  return parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? ""] as const] : []));
}

/** Text that is no JSON stays text, for the validator to refuse. */
function parseJsonText(text: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
