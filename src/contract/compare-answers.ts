import { isJsonObject, type Json } from "../openapi/json.js";
import { joinField } from "../openapi/violation.js";

/** A place at which two values differ; `undefined` where one of them has nothing. */
export interface Difference {
  readonly field: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** How many differences are told; more help nobody. */
const MOST = 10;

/** Lists where two values differ, the order of an object's keys left out of account. */
export function listDifferences(before: Json | undefined, after: Json | undefined, field = ""): Difference[] {
  if (before === after) return [];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, index) => listDifferences(item, after[index], `${field}[${index}]`)).slice(0, MOST);
  }
  if (!isJsonObject(before) || !isJsonObject(after)) return [{ field, before, after }];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => listDifferences(before[key], after[key], joinField(field, key))).slice(0, MOST);
}

/** Whether two values are the same, the order of keys left out of account. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return listDifferences(one, other).length === 0;
}
