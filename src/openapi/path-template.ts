/** One step of a path template between two slashes. */
export type TemplateSegment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "parameter"; readonly name: string }
  | MixedSegment;

/** Literal text and parameters mixed, as in `{id}.json`. */
export interface MixedSegment {
  readonly kind: "mixed";
  /** What stands before, between and after the parameters: one more than there are names. */
  readonly texts: readonly string[];
  readonly names: readonly string[];
}

/**
 * Parses a path template such as `/institution/{institutionId}/integration/`.
 * A slash at the end makes no difference, as most servers have it.
 */
export function parsePathTemplate(template: string): TemplateSegment[] {
  return splitPath(template).map(parseSegment);
}

/** Splits a path into what stands between its slashes; a slash at the end adds nothing. */
export function splitPath(path: string): string[] {
  const segments: string[] = [];
  let start = path.startsWith("/") ? 1 : 0;
  // Half of what `split` takes, which would leave an empty one at either end to be taken away again.
  for (let end = path.indexOf("/", start); end >= 0; end = path.indexOf("/", start)) {
    segments.push(path.slice(start, end));
    start = end + 1;
  }
  if (start < path.length) segments.push(path.slice(start));
  return segments;
}

/**
 * What a segment of a path has in the places of the parameters, at least one character of each and of the first ones as
 * few as can be; `undefined` when it does not fit. Without going back, so that no template keeps a request busy.
 */
export function matchMixed({ texts }: MixedSegment, segment: string): string[] | undefined {
  const [first = "", ...others] = texts;
  const last = others.pop() ?? "";
  if (!segment.startsWith(first) || !segment.endsWith(last)) return undefined;
  const end = segment.length - last.length;
  const values: string[] = [];
  let start = first.length;
  for (const text of others) {
    // As early as it can be leaves the most for what follows.
    const found = segment.indexOf(text, start + 1);
    if (found < 0 || found + text.length > end) return undefined;
    values.push(segment.slice(start, found));
    start = found + text.length;
  }
  return start < end ? [...values, segment.slice(start, end)] : undefined;
}

function parseSegment(segment: string): TemplateSegment {
  // Literal texts and names by turns.
  const parts = segment.split(/\{([^{}]+)\}/);
  const names = parts.filter((_, index) => index % 2 === 1);
  const texts = parts.filter((_, index) => index % 2 === 0);
  const [only] = names;
  if (only === undefined) return { kind: "literal", text: segment };
  if (names.length === 1 && texts.every((text) => text === "")) return { kind: "parameter", name: only };
  return { kind: "mixed", texts, names };
}
