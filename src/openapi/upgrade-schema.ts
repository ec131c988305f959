import { isJsonObject, type Json, type JsonObject } from "./json.js";
import type { PointerOrigins } from "./pointer-origins.js";
import { joinPointer, type Pointer } from "./reference.js";

/**
 * Turns a schema of OpenAPI 3.0 or Swagger 2.0 into one of 3.1, in its place; the schemas below it stay as they are.
 * @see https://www.openapis.org/blog/2021/02/16/migrating-from-openapi-3-0-to-3-1-0
 */
export function upgradeSchema(schema: JsonObject, pointer: Pointer, origins: PointerOrigins): void {
  upgradeBounds(schema, "minimum", "exclusiveMinimum");
  upgradeBounds(schema, "maximum", "exclusiveMaximum");
  if (schema["type"] === "file") Object.assign(schema, { type: "string", format: "binary" });
  if (typeof schema["discriminator"] === "string") {
    schema["discriminator"] = { propertyName: schema["discriminator"] };
  }
  const isNullable = schema["nullable"] === true || schema["x-nullable"] === true;
  delete schema["nullable"];
  delete schema["x-nullable"];
  if (isNullable) allowNull(schema, pointer, origins);
}

/** In 3.0 whether a bound itself is excluded stands beside the bound. */
function upgradeBounds(schema: JsonObject, bound: string, exclusive: string): void {
  if (typeof schema[exclusive] !== "boolean") return;
  const limit = schema[bound];
  if (schema[exclusive] && limit !== undefined) {
    schema[exclusive] = limit;
    delete schema[bound];
  } else {
    delete schema[exclusive];
  }
}

/** Strictly, `nullable` does nothing without a `type` beside it; but whoever writes it means it. */
function allowNull(schema: JsonObject, pointer: Pointer, origins: PointerOrigins): void {
  const { type, enum: values } = schema;
  if (typeof type === "string") {
    schema["type"] = [type, "null"];
    if (Array.isArray(values) && !values.includes(null)) schema["enum"] = [...values, null];
    return;
  }
  const said = Object.entries(schema).filter(([key]) => !ANNOTATIONS.has(key));
  if (said.length === 0 || Array.isArray(type)) return;
  for (const [key] of said) delete schema[key];
  schema["anyOf"] = [Object.fromEntries(said), { type: "null" }];
  origins.wrap(joinPointer(pointer, "anyOf", "0"), origins.toBefore(pointer));
}

const ANNOTATIONS = new Set(["title", "description", "deprecated", "readOnly", "writeOnly", "default", "example"]);

/** A list in `items`, as JSON Schema had it before 2020, is `prefixItems`. */
export function upgradeItems(schema: JsonObject, pointer: Pointer, origins: PointerOrigins): void {
  const { items } = schema;
  if (!Array.isArray(items)) return;
  schema["prefixItems"] = items;
  delete schema["items"];
  origins.move(joinPointer(pointer, "prefixItems"), joinPointer(origins.toBefore(pointer), "items"));
}

/** The members of an object by whether their keys are among some. */
export function splitMembers(object: JsonObject, keys: ReadonlySet<string>): [among: JsonObject, others: JsonObject] {
  const entries = Object.entries(object);
  return [
    Object.fromEntries(entries.filter(([key]) => keys.has(key) || key.startsWith("x-"))),
    Object.fromEntries(entries.filter(([key]) => !keys.has(key) && !key.startsWith("x-"))),
  ];
}

/** The texts of a list; none when it is no list. */
export function listTexts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The entries of a map; none when it is no map. */
export function listEntries(value: Json | undefined): [key: string, value: Json][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}
