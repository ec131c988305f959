import { isJsonObject, parseJson, type Json, type JsonObject } from "../openapi/json.js";
import type { WireResponse } from "./wire.js";

/** The body of a message as JSON; `undefined` where it is none, whatever its media type says. */
export function readJsonBody({ body }: Pick<WireResponse, "body">): Json | undefined {
  try {
    return body.length === 0 ? undefined : parseJson(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    // Neither UTF-8 nor JSON: it tells no id.
    return undefined;
  }
}

/** The record in an answer: the answer itself, or the only object in it that has the identity. */
export function findRecord(answer: Json | undefined, identity: string): JsonObject | undefined {
  if (!isJsonObject(answer)) return undefined;
  if (isId(answer[identity])) return answer;
  const inner = Object.values(answer)
    .filter(isJsonObject)
    .filter((member) => isId(member[identity]));
  return inner.length === 1 ? inner[0] : undefined;
}

/** The text of an id, as a path has it; `undefined` when a value is none. */
export function toIdText(value: Json | undefined): string | undefined {
  return isId(value) ? String(value) : undefined;
}

function isId(value: Json | undefined): value is string | number {
  return (typeof value === "string" && value !== "") || typeof value === "number";
}

/** The value of a field such as `profile.name`. */
export function findField(record: Json | undefined, field: string): Json | undefined {
  return field
    .split(".")
    .reduce<Json | undefined>((value, name) => (isJsonObject(value) ? value[name] : undefined), record);
}

/** A record with another value in a field such as `profile.name`, made where it is not there. */
export function withField(record: JsonObject, field: string, value: Json): JsonObject {
  const [name = "", ...rest] = field.split(".");
  if (rest.length === 0) return { ...record, [name]: value };
  const inner = record[name];
  return { ...record, [name]: withField(isJsonObject(inner) ? inner : {}, rest.join("."), value) };
}
