import { isJsonObject, type Json } from "../../openapi/json.js";
import { ArazzoError } from "./arazzo-error.js";

/** A value with another in the place of what a JSON Pointer names. @throws ArazzoError when there is nothing. */
export function replaceAtPointer(value: Json, pointer: string, replacement: Json): Json {
  if (pointer === "") return replacement;
  const [, step = "", rest = ""] = /^\/([^/]*)(.*)$/s.exec(pointer) ?? [];
  const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
  if (Array.isArray(value) && Number(key) < value.length) {
    return value.map((item, at) => (at === Number(key) ? replaceAtPointer(item, rest, replacement) : item));
  }
  const member = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  if (!isJsonObject(value) || member === undefined) throw new ArazzoError(`a payload has nothing at ${pointer}`);
  return { ...value, [key]: replaceAtPointer(member, rest, replacement) };
}
