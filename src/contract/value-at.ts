import { isJsonObject, type Json } from "../openapi/json.js";

/** The part of a value at a place as people write it, `rows[0].name`; `undefined` when there is none. */
export function findValueAt(value: Json, field: string): Json | undefined {
  return toSteps(field).reduce<Json | undefined>((part, step) => {
    if (Array.isArray(part)) return part[Number(step)];
    return isJsonObject(part) && Object.hasOwn(part, step) ? part[step] : undefined;
  }, value);
}

function toSteps(field: string): string[] {
  return field.split(/[.[\]]+/).filter((step) => step !== "");
}
