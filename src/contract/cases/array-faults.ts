import * as fc from "fast-check";
import type { Json, JsonObject } from "../../openapi/json.js";
import type { KeywordFault } from "./keyword-fault.js";

/** How many items a list is given at most to have too many. */
const MOST_ITEMS = 1000;

/** Lists that break what a schema says of lists. */
export function listArrayFaults(
  { minItems, maxItems, uniqueItems }: JsonObject,
  items: readonly Json[],
): KeywordFault[] {
  const [first] = items;
  const faults: KeywordFault[] = [];
  if (typeof minItems === "number" && minItems > 0) {
    faults.push({
      keyword: "minItems",
      about: "with too few items",
      values: fc.constant(items.slice(0, minItems - 1)),
    });
  }
  // More items can be made only of those that are there: what else an item may be, only its schema knows.
  if (first === undefined) return faults;
  if (typeof maxItems === "number" && maxItems < MOST_ITEMS) {
    const many = Array.from({ length: maxItems + 1 }, (_, index) => items[index % items.length] ?? first);
    faults.push({ keyword: "maxItems", about: "with too many items", values: fc.constant(many) });
  }
  if (uniqueItems === true) {
    faults.push({ keyword: "uniqueItems", about: "with an item twice", values: fc.constant([...items, first]) });
  }
  return faults;
}
