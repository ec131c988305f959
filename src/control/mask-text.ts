/** Quoted texts, also one that is never closed; words; and what stands between. */
const PARTS = /"(?:[^"\\]|\\.)*"?|[^\s"{}[\],:&=]+/gs;

/** What begins as one of these is a word of JSON, and no secret. */
const WORDS = ["true", "false", "null"];

/**
 * A text of which nothing can be read, such as broken JSON, without what was meant: each quote, bracket and line break
 * stays in its place, so that what is wrong with it is still wrong, and at the same place.
 */
export function maskText(text: string): string {
  return text.replace(PARTS, (part) => {
    if (part.startsWith('"')) return `"${maskQuoted(part.slice(1))}`;
    if (WORDS.some((word) => word.startsWith(part))) return part;
    return part.replace(/[1-9]/g, "1").replace(/\p{L}/gu, "x");
  });
}

function maskQuoted(text: string): string {
  return text.replace(/\\u[\da-f]{4}|\\.|[^"\\]/gis, (unit) => {
    if (unit.startsWith("\\")) return unit.length > 2 ? "\\u0078" : /\\["\\/bfnrt]/.test(unit) ? "\\n" : unit;
    // A control character in a text is an error of its own.
    return unit < " " ? unit : "x".repeat(unit.length);
  });
}
