/** One step of a path template between two slashes. */
export type TemplateSegment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "parameter"; readonly name: string }
  /** Literal text and parameters mixed, as in `{id}.json`; the pattern has one group per name. */
  | { readonly kind: "mixed"; readonly pattern: RegExp; readonly names: readonly string[] };

/**
 * Parses a path template such as `/institution/{institutionId}/integration/`.
 * A slash at the end makes no difference, as most servers have it.
 */
export function parsePathTemplate(template: string): TemplateSegment[] {
  return splitPath(template).map(parseSegment);
}

/** Splits a path into what stands between its slashes; a slash at the end adds nothing. */
export function splitPath(path: string): string[] {
  const segments = path.split("/");
  if (segments[0] === "") segments.shift();
  if (segments.at(-1) === "") segments.pop();
  return segments;
}

function parseSegment(segment: string): TemplateSegment {
  const parts = segment.split(/(\{[^{}]+\})/).filter((part) => part !== "");
  const names = parts.filter(isParameter).map((part) => part.slice(1, -1));
  const [only] = names;
  if (only === undefined) return { kind: "literal", text: segment };
  if (parts.length === 1) return { kind: "parameter", name: only };
  const pattern = parts.map((part) => (isParameter(part) ? "(.+?)" : escapePattern(part))).join("");
  return { kind: "mixed", pattern: new RegExp(`^${pattern}$`, "s"), names };
}

function isParameter(part: string): boolean {
  return part.startsWith("{") && part.endsWith("}");
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
