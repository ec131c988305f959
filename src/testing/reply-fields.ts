import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import type { TestReply } from "./test-emulator.js";

/** The objects of a list, or the one object, that a reply holds. */
export function rowsOf({ body }: TestReply): JsonObject[] {
  return (Array.isArray(body) ? body : [body]).filter(isJsonObject);
}

/** The values of a field in them. */
export function valuesOf(reply: TestReply, field: string): (Json | undefined)[] {
  return rowsOf(reply).map((row) => row[field]);
}

/** The text of a field in the first of them; empty when it has none. */
export function textOf(reply: TestReply, field: string): string {
  const [value] = valuesOf(reply, field);
  return typeof value === "string" ? value : "";
}
