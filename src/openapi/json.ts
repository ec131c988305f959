/** A value that JSON can hold. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** An object that JSON can hold. */
export interface JsonObject {
  [key: string]: Json;
}

/** Whether a value is a JSON object: not null, not an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text, or a number as one; of anything else nothing. */
export function toText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** Parses JSON text. @throws SyntaxError when it is none. */
export function parseJson(text: string): Json {
  // JSON.parse gives nothing that is not JSON.
  return JSON.parse(text) as Json;
}

/** Sets a member of an object, whatever its name: assigning one named `__proto__` would set the prototype instead. */
export function defineMember(object: JsonObject, key: string, value: Json): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}
