/** A name's words in lower case: `petId`, `pet_id` and `Pet-ID` are `pet`, `id`. */
export function splitWords(name: string): string[] {
  // Most names of fields are one word already.
  if (/^[a-z\d]+$/.test(name)) return [name];
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** A name without what tells its spelling from others': `petId` and `pet_id` are `petid`. */
export function squash(name: string): string {
  return splitWords(name).join("");
}

/** The singular of an English word, as far as its ending tells: `categories` is `category`, `boxes` is `box`. */
export function toSingular(word: string): string {
  if (/(ss|us|is)$/i.test(word)) return word;
  if (/ies$/i.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(x|ch|sh|ss|zz)es$/i.test(word)) return word.slice(0, -2);
  return /s$/i.test(word) ? word.slice(0, -1) : word;
}

/** A name that a collection can have: `list-items` and `list_items` are `listItems`. */
export function toCamelCase(name: string): string {
  const [first = "items", ...others] = splitWords(name);
  return first + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
