import { changeAt, createBlank } from "../change-document.js";
import type { Examination } from "../defect.js";
import type { Kind } from "../document-shape.js";
import type { Json } from "../json.js";
import type { Misplaced } from "../walk-document.js";

/** Something of a wrong type where OpenAPI has an object, a map or a list. */
export function examineMisplaced({ kind, many, pointer, value }: Misplaced, { document, report }: Examination): void {
  const name = NAMES[kind] ?? kind;
  const wanted = many === "list" ? `a list of ${name}s` : many === "map" ? `a map of ${name}s` : `an object (${name})`;
  changeAt(document, pointer, many === undefined ? createBlank(kind) : undefined);
  report({
    id: "wrong-type",
    pointer,
    about: `${describe(value)} stands where ${wanted} belongs`,
    decided: "it is left out",
  });
}

const NAMES: Partial<Record<Kind, string>> = {
  pathItem: "path item",
  requestBody: "request body",
  mediaType: "media type",
  securityScheme: "security scheme",
};

/** What a value is, in words. */
export function describe(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `the ${typeof value} ${JSON.stringify(value).slice(0, 60)}`;
}
