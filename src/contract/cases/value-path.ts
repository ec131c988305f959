import { isJsonObject, type Json } from "../../openapi/json.js";

/** The steps from a value to a part of it: keys, and places in lists. */
export type ValuePath = readonly (string | number)[];

/** A value with another part at a path; the part's members and items on the way are there already, but for the last. */
export function replaceAt(value: Json, [step, ...rest]: ValuePath, replace: (part: Json | undefined) => Json): Json {
  if (step === undefined) return replace(value);
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === step ? replaceAt(item, rest, replace) : item));
  }
  const object = isJsonObject(value) ? value : {};
  const part = Object.hasOwn(object, step) ? object[step] : undefined;
  const replaced = rest.length === 0 ? replace(part) : replaceAt(part ?? {}, rest, replace);
  return Object.fromEntries([...Object.entries(object).filter(([key]) => key !== step), [String(step), replaced]]);
}

/** A path as people write it: `rows[0].name`. */
export function writePath(path: ValuePath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}
