import type { Json, JsonObject } from "../json.js";
import { isFrugal, type ValueContext } from "./value-context.js";

/** How often an item that is there already is made anew where all have to be different. */
const MOST_TRIES = 20;

/** More items are never made, whatever a schema asks for. */
const LONGEST = 1000;

/** Makes an array by a schema's keywords; its items are called by the singular of its name. */
export function makeArray(context: ValueContext, keywords: JsonObject, name: string, depth: number): Json[] {
  const { prefixItems, items = true, contains, uniqueItems } = keywords;
  const first = Array.isArray(prefixItems) ? prefixItems : [];
  const length = chooseLength(context, keywords, first.length, depth);
  const single = name.replace(/s$/, "");
  const made: Json[] = [];
  for (let at = 0; at < length; at++) {
    const schema = first[at] ?? (contains !== undefined && at === first.length ? { allOf: [items, contains] } : items);
    const item = makeItem(context, { schema, name: single, depth: depth + 1 }, uniqueItems === true ? made : []);
    // No other one can be found: the array stays as short as it is.
    if (item === undefined) break;
    made.push(item);
  }
  return made;
}

function chooseLength(context: ValueContext, keywords: JsonObject, prefix: number, depth: number): number {
  const { minItems, maxItems, items = true, contains } = keywords;
  const asked = typeof minItems === "number" ? minItems : contains === undefined ? 0 : prefix + 1;
  const least = Math.min(Math.max(asked, prefix), LONGEST);
  const most = typeof maxItems === "number" ? maxItems : Infinity;
  if (items === false) return Math.min(prefix, most);
  if (isFrugal(context, depth)) return Math.min(least, most);
  return context.source.chance.integer(Math.min(Math.max(least, 1), most), Math.min(least + 2, most));
}

interface Item {
  readonly schema: Json;
  readonly name: string;
  readonly depth: number;
}

/** An item that is none of those; `undefined` when there is no other one. */
function makeItem(context: ValueContext, { schema, name, depth }: Item, taken: readonly Json[]): Json | undefined {
  if (taken.length === 0) return context.make(schema, name, depth);
  const texts = new Set(taken.map((item) => JSON.stringify(item)));
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const item = context.make(schema, name, depth);
    if (!texts.has(JSON.stringify(item))) return item;
  }
  const values = context.choose(schema, depth)["enum"];
  return Array.isArray(values) ? values.find((value) => !texts.has(JSON.stringify(value))) : undefined;
}
