import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import { findAtPointer } from "../openapi/reference.js";

/** The rows of a list's answer: at the pointer; without one the answer itself, or its only array, at most two steps down. */
export function findRows(answer: Json, pointer: string): JsonObject[] | undefined {
  const found = pointer === "" ? findOnlyArray(answer) : findAtPointer(answer, pointer);
  return Array.isArray(found) ? found.filter(isJsonObject) : undefined;
}

function findOnlyArray(answer: Json, depth = 0): Json[] | undefined {
  if (Array.isArray(answer)) return answer;
  if (!isJsonObject(answer) || depth > 1) return undefined;
  const members = Object.values(answer);
  const arrays = members.filter((member) => Array.isArray(member));
  if (arrays.length > 0) return arrays.length === 1 ? arrays[0] : undefined;
  const inner = members.flatMap((member) => (isJsonObject(member) ? (findOnlyArray(member, depth + 1) ?? []) : []));
  return members.filter((member) => isJsonObject(member) && findOnlyArray(member, depth + 1)).length === 1
    ? inner
    : undefined;
}
