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

/** Parses JSON text. @throws SyntaxError when it is none. */
export function parseJson(text: string): Json {
  // JSON.parse gives nothing that is not JSON.
  return JSON.parse(text) as Json;
}
