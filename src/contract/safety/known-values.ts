import { isJsonObject, type Json } from "../../openapi/json.js";

/** Everything that was seen to be the name of something in the target, or that the document shows as one. */
export interface KnownValues {
  /** Takes down each text and number in a value. */
  add(value: Json): void;
  has(text: string): boolean;
  /** As `has`, but for small numbers, which also count and measure things. */
  hasName(text: string): boolean;
}

/** Begins with what a document's examples and defaults hold. */
export function createKnownValues(document: Json): KnownValues {
  const known = new Set<string>();
  const add = (value: Json): void => {
    if (typeof value === "string" || typeof value === "number") known.add(String(value));
    else if (Array.isArray(value)) value.forEach(add);
    else if (isJsonObject(value)) Object.values(value).forEach(add);
  };
  addExamples(document, add);
  return { add, has: (text) => known.has(text), hasName: (text) => !/^\d{1,9}$/.test(text) && known.has(text) };
}

function addExamples(value: Json, add: (example: Json) => void): void {
  if (Array.isArray(value)) for (const item of value) addExamples(item, add);
  if (!isJsonObject(value)) return;
  for (const [key, member] of Object.entries(value)) {
    if (key === "example" || key === "examples" || key === "default") add(member);
    // A property may have that name and be described by a schema with examples of its own.
    addExamples(member, add);
  }
}
