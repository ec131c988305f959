import { isJsonObject, type Json, type JsonObject } from "../json.js";
import { isFrugal, type ValueContext } from "./value-context.js";
import { writePatternText } from "./pattern-text.js";

/** Makes an object by a schema's keywords. */
export function makeObject(context: ValueContext, keywords: JsonObject, depth: number): JsonObject {
  const { properties, required } = keywords;
  const known = isJsonObject(properties) ? properties : {};
  const demanded = new Set((Array.isArray(required) ? required : []).filter((name) => typeof name === "string"));
  const made = new Map<string, Json>();
  for (const [name, schema] of Object.entries(known)) {
    if (isLeftOut(context, schema)) continue;
    if (demanded.has(name) || isWanted(context, schema, depth)) made.set(name, context.make(schema, name, depth + 1));
  }
  // What is required may be described nowhere; then what holds for all others holds for it.
  for (const name of demanded) {
    const isForOthers = Object.hasOwn(known, name) && isLeftOut(context, known[name] ?? true);
    if (!made.has(name) && !isForOthers) made.set(name, makeOther(context, keywords, name, depth));
  }
  addOthers(context, keywords, made, depth);
  return Object.fromEntries(made);
}

/** Whether a property is the other side's to send, or may never be there. */
function isLeftOut({ sentBy, flatten }: ValueContext, schema: Json): boolean {
  if (schema === false) return true;
  const { readOnly, writeOnly } = flatten(schema).keywords;
  return (sentBy === "client" && readOnly === true) || (sentBy === "server" && writeOnly === true);
}

function isWanted(context: ValueContext, schema: Json, depth: number): boolean {
  if (isFrugal(context, depth)) return false;
  const { chance } = context.source;
  if (context.flatten(schema).keywords["deprecated"] === true) return false;
  return chance.happens(context.extent === "some" ? 0.7 : depth < 2 ? 0.95 : 0.5);
}

/** A property that is described by no name. */
function makeOther(context: ValueContext, keywords: JsonObject, name: string, depth: number): Json {
  const { additionalProperties, patternProperties } = keywords;
  for (const [pattern, schema] of Object.entries(isJsonObject(patternProperties) ? patternProperties : {})) {
    if (isMatch(pattern, name)) return context.make(schema, name, depth + 1);
  }
  return isJsonObject(additionalProperties)
    ? context.make(additionalProperties, name, depth + 1)
    : context.source.words(1);
}

function isMatch(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, "u").test(name);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Properties that no name describes: as many as are demanded, and some where there would be nothing else to see. */
function addOthers(context: ValueContext, keywords: JsonObject, made: Map<string, Json>, depth: number): void {
  const { properties, additionalProperties, patternProperties, minProperties, maxProperties } = keywords;
  const isMap = [additionalProperties, patternProperties].some(isJsonObject) && !isJsonObject(properties);
  const shown = isMap && !isFrugal(context, depth) ? 2 : 0;
  const least = Math.max(typeof minProperties === "number" ? minProperties : 0, shown);
  const wanted = Math.min(least, typeof maxProperties === "number" ? maxProperties : Infinity);
  for (const [name, schema] of Object.entries(isJsonObject(properties) ? properties : {})) {
    if (made.size >= wanted) return;
    if (!made.has(name) && !isLeftOut(context, schema)) made.set(name, context.make(schema, name, depth + 1));
  }
  for (let tries = 0; made.size < wanted && tries < wanted * 10; tries++) {
    const name = makeName(context, keywords, depth);
    if (name !== undefined && !made.has(name)) made.set(name, makeOther(context, keywords, name, depth));
  }
}

/** A name for a property that no name describes. */
function makeName({ source, make }: ValueContext, keywords: JsonObject, depth: number): string | undefined {
  const { propertyNames, patternProperties, additionalProperties } = keywords;
  if (isJsonObject(propertyNames)) {
    const name = make({ type: "string", ...propertyNames }, "key", depth + 1);
    return typeof name === "string" ? name : undefined;
  }
  const [pattern] = Object.keys(isJsonObject(patternProperties) ? patternProperties : {});
  if (pattern === undefined) return additionalProperties === false ? undefined : source.words(1);
  const tree = source.parsePattern(pattern);
  return tree ? writePatternText({ chance: source.chance, generosity: 6 }, tree) : source.words(1);
}
