import type { Json } from "../openapi/json.js";

/** A value of an answer as people read it: a text as it is, all else as JSON; `-` for nothing. */
export function showJson(value: Json | undefined): string {
  if (value === undefined || value === null) return "-";
  return typeof value === "string" ? value : JSON.stringify(value);
}
