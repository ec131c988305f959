import * as fc from "fast-check";
import { isJsonObject, type JsonObject } from "../../openapi/json.js";
import type { KeywordFault } from "./keyword-fault.js";

/** How many keys an object is given at most to have too many. */
const MOST_KEYS = 1000;

/** Objects that break what a schema says of their members. */
export function listObjectFaults(schema: JsonObject, object: JsonObject): KeywordFault[] {
  const { required, additionalProperties, unevaluatedProperties, minProperties, maxProperties, discriminator } = schema;
  const faults: KeywordFault[] = (Array.isArray(required) ? required : [])
    .filter((name) => typeof name === "string")
    .filter((name) => Object.hasOwn(object, name))
    .map((name) => ({ keyword: "required", about: `without ${name}`, values: fc.constant(without(object, [name])) }));
  if (additionalProperties === false || unevaluatedProperties === false) {
    const values = fc.constantFrom("unknownKey", "constructor").map((key) => ({ ...object, [key]: "x" }));
    faults.push({ keyword: "additionalProperties", about: "with a key that it must not have", values });
  }
  if (typeof minProperties === "number" && minProperties > 0) {
    const kept = Object.keys(object).slice(minProperties - 1);
    faults.push({ keyword: "minProperties", about: "with too few keys", values: fc.constant(without(object, kept)) });
  }
  if (typeof maxProperties === "number" && maxProperties < MOST_KEYS) {
    const more = Array.from({ length: maxProperties + 1 }, (_, index) => [`key${index}`, "x"] as const);
    const values = fc.constant({ ...object, ...Object.fromEntries(more) });
    faults.push({ keyword: "maxProperties", about: "with too many keys", values });
  }
  const property = isJsonObject(discriminator) ? discriminator["propertyName"] : undefined;
  if (typeof property === "string") {
    const values = fc.constantFrom("no-such-kind", "").map((kind) => ({ ...object, [property]: kind }));
    faults.push({ keyword: "discriminator", about: `of no known ${property}`, values });
  }
  return faults;
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !names.includes(key)));
}
