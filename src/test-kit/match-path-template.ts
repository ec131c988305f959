import { decodeLeniently } from "../openapi/decode-leniently.js";
import { matchMixed, parsePathTemplate, splitPath } from "../openapi/path-template.js";

/** What a path has in the places of a template's parameters, decoded; `undefined` when it is no path of the template. */
export function matchPathTemplate(template: string, path: string): Record<string, string> | undefined {
  const wanted = parsePathTemplate(template);
  const given = splitPath(path);
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, segment] of wanted.entries()) {
    const text = given[at] ?? "";
    if (segment.kind === "literal" && segment.text !== text) return undefined;
    if (segment.kind === "parameter") params[segment.name] = decodeLeniently(text);
    if (segment.kind === "mixed") {
      const values = matchMixed(segment, text);
      if (!values) return undefined;
      for (const [index, name] of segment.names.entries()) params[name] = decodeLeniently(values[index] ?? "");
    }
  }
  return params;
}
