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
    // Not by recursion: an answer may be nested as deep as its sender likes.
    const rest = [value];
    for (let item = rest.pop(); item !== undefined; item = rest.pop()) {
      if (typeof item === "string" || typeof item === "number") known.add(String(item));
      else if (Array.isArray(item)) for (const member of item) rest.push(member);
      else if (isJsonObject(item)) for (const member of Object.values(item)) rest.push(member);
    }
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
