import { joinField } from "../openapi/violation.js";

/** An object or array that is open while a text is read. */
interface Open {
  readonly field: string;
  /** The keys that an object had so far; `undefined` in an array. */
  readonly keys: Set<string> | undefined;
  /** Where the next value stands. */
  next: string;
  index: number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/gs;

/** The places of keys that an object of a JSON text has more than once. The text is known to be well-formed. */
export function findDuplicateKeys(text: string): string[] {
  const duplicates: string[] = [];
  const open: Open[] = [];
  let key: string | undefined;
  for (const [token] of text.matchAll(TOKEN)) {
    const top = open.at(-1);
    if (token === "{" || token === "[") open.push(enter(top, token));
    else if (token === "}" || token === "]") open.pop();
    else if (token === "," && top) toNextItem(top);
    else if (token === ":" && top?.keys && key !== undefined) {
      const place = joinField(top.field, key);
      if (top.keys.has(key)) duplicates.push(place);
      top.keys.add(key);
      top.next = place;
    }
    // Only a text may be a key; JSON.parse has read it before.
    key = token.startsWith('"') ? String(JSON.parse(token)) : undefined;
  }
  return [...new Set(duplicates)];
}

function enter(parent: Open | undefined, token: "{" | "["): Open {
  const field = parent?.next ?? "";
  return { field, keys: token === "{" ? new Set() : undefined, next: token === "{" ? field : `${field}[0]`, index: 0 };
}

function toNextItem(open: Open): void {
  if (open.keys) return;
  open.index += 1;
  open.next = `${open.field}[${open.index}]`;
}
