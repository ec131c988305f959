import { escapeMarkup } from "./escape-markup.js";
import type { Json } from "./json.js";

/** Writes a value as XML: a member is an element, a list one element for each item. */
export function writeXml(value: Json, root: string): string {
  // A document has one root, also where the value is a list.
  const inner = Array.isArray(value) ? writeElement("item", value) : undefined;
  return `<?xml version="1.0" encoding="UTF-8"?>${inner === undefined ? writeElement(root, value) : `<${toName(root)}>${inner}</${toName(root)}>`}`;
}

function writeElement(name: string, value: Json): string {
  if (Array.isArray(value)) return value.map((item) => writeElement(name, item)).join("");
  const tag = toName(name);
  if (value === null) return `<${tag}/>`;
  if (typeof value !== "object") return `<${tag}>${escapeMarkup(String(value))}</${tag}>`;
  const members = Object.entries(value).map(([key, member]) => writeElement(key, member));
  return `<${tag}>${members.join("")}</${tag}>`;
}

/** What XML does not allow in a name is an underscore. */
function toName(name: string): string {
  const fit = name.replaceAll(/[^\p{L}\p{N}_.-]/gu, "_");
  return /^[\p{L}_]/u.test(fit) ? fit : `_${fit}`;
}
