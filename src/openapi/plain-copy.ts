import type { Json, JsonObject } from "./json.js";
import { defineMember } from "./json.js";

/** Aliases make more of a text than anybody wrote. */
export class ExpansionError extends Error {
  override readonly name = "ExpansionError";
}

/** How deep a copy goes; what is deeper goes round in a circle. */
const DEEPEST = 1000;

/** Copies what a YAML parser gives as JSON in which nothing is shared. @throws ExpansionError when that is more than `most` values. */
export function copyPlain(value: unknown, most: number): Json {
  let count = 0;
  const copy = (item: unknown, depth: number): Json => {
    if (++count > most) throw new ExpansionError(`its aliases stand for more than ${most} values`);
    if (depth > DEEPEST) throw new ExpansionError("an alias is part of what it stands for");
    if (Array.isArray(item)) return item.map((member) => copy(member, depth + 1));
    if (typeof item === "object" && item !== null) {
      const object: JsonObject = {};
      for (const [key, member] of Object.entries(item)) defineMember(object, key, copy(member, depth + 1));
      return object;
    }
    return toScalar(item);
  };
  return copy(value, 0);
}

/** YAML has numbers that JSON has not. */
function toScalar(item: unknown): Json {
  if (typeof item === "string" || typeof item === "boolean") return item;
  if (typeof item === "number") return Number.isFinite(item) ? item : null;
  return typeof item === "bigint" ? Number(item) : null;
}
