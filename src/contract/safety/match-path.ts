import { matchMixed, parsePathTemplate, splitPath, type TemplateSegment } from "../../openapi/path-template.js";

/** A path of a request, as one of the document's templates has it. */
export interface MatchedPath {
  readonly template: string;
  /** The texts of its parameters, decoded. */
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * Makes what finds the template that a server would take a path for, the most literal of several. What a server might
 * read in another way than we do (steps of dots, encoded slashes, what can't be decoded) matches nothing.
 */
export function createPathMatcher(templates: readonly string[]): (path: string) => MatchedPath | undefined {
  const parsed = [...new Set(templates)].map((template) => ({ template, segments: parsePathTemplate(template) }));
  return (path) => {
    const [bare = ""] = path.split("?", 1);
    const steps = splitPath(bare).map(decode);
    if (!steps.every((step) => step !== undefined)) return undefined;
    const matches = parsed.flatMap(({ template, segments }) => {
      const texts = matchSteps(segments, steps);
      return texts ? [{ template, texts }] : [];
    });
    return matches.toSorted((a, b) => Object.keys(a.texts).length - Object.keys(b.texts).length)[0];
  };
}

function decode(step: string): string | undefined {
  try {
    const text = decodeURIComponent(step);
    return step === "" || text === "." || text === ".." || /[/\\\0]/.test(text) ? undefined : text;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function matchSteps(
  segments: readonly TemplateSegment[],
  steps: readonly string[],
): Record<string, string> | undefined {
  if (segments.length !== steps.length) return undefined;
  const texts: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const step = steps[index] ?? "";
    if (segment.kind === "literal") {
      if (segment.text !== step) return undefined;
    } else if (segment.kind === "parameter") {
      texts[segment.name] = step;
    } else {
      const values = matchMixed(segment, step);
      if (!values) return undefined;
      for (const [at, name] of segment.names.entries()) texts[name] = values[at] ?? "";
    }
  }
  return texts;
}
