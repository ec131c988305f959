import type { Json } from "../../openapi/json.js";

/** How many characters of a value a line of a report has room for. */
const ROOM = 300;

/** A value on one line, cut where it is long: what is cut off is told by its length. */
export function showJson(value: Json): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const line = text.replaceAll(/\s*\n\s*/g, " ");
  return line.length <= ROOM ? line : `${line.slice(0, ROOM)}… (${line.length} characters)`;
}
