import { changeAt } from "../change-document.js";
import type { Examination } from "../defect.js";
import { METHODS } from "../document-shape.js";
import { isJsonObject } from "../json.js";
import { parsePathTemplate } from "../path-template.js";
import { joinPointer, resolveAtPointer } from "../reference.js";

/** How long a path may be; requests for longer ones come to few servers, and to read them takes the square of their length. */
const LONGEST = 2000;

/** Paths that are longer than any honest one. */
export function examineLengths({ document, report }: Examination): void {
  const { paths } = document;
  for (const path of Object.keys(isJsonObject(paths) ? paths : {})) {
    if (path.length <= LONGEST) continue;
    const pointer = joinPointer("/paths", path);
    changeAt(document, pointer, undefined);
    const about = `a path of ${path.length} characters, of which ${LONGEST} are the most`;
    report({ id: "overlong-path", pointer, about, decided: "it is left out" });
  }
}

/** Paths that can't be told apart, or that no request comes to. */
export function examinePaths({ document, report }: Examination): void {
  const { paths } = document;
  const claimed = new Map<string, string>();
  for (const path of Object.keys(isJsonObject(paths) ? paths : {})) {
    if (path.startsWith("x-")) continue;
    const pointer = joinPointer("/paths", path);
    if (!path.startsWith("/")) {
      report({ id: "relative-path", pointer, about: "a path must begin with /", decided: "it is served as if it did" });
    }
    if (/[?#]/.test(path)) {
      const about = "a path with ? or # is never asked for: what comes after them is no part of a request's path";
      report({ id: "unreachable-path", pointer, about, decided: "no request comes to it" });
    }
    const form = toForm(path);
    const item = resolveAtPointer(document, pointer).value;
    for (const method of METHODS.filter((name) => isJsonObject(item[name]))) {
      const other = claimed.get(`${method} ${form}`);
      claimed.set(`${method} ${form}`, other ?? path);
      if (other === undefined) continue;
      const place = joinPointer(pointer, method);
      const about = `${method.toUpperCase()} ${path} can't be told from ${method.toUpperCase()} ${other}`;
      report({ id: "ambiguous-path", pointer: place, about, decided: `only ${other} is served` });
      changeAt(document, place, undefined);
    }
  }
}

/** What two paths have in common that the same requests lead to. */
function toForm(path: string): string {
  const segments = parsePathTemplate(path).map((segment) => {
    if (segment.kind === "literal") return `=${segment.text}`;
    return segment.kind === "parameter" ? "{}" : segment.texts.join("{}");
  });
  return segments.join("/");
}
