import { createBlank, LEFT_OUT } from "../change-document.js";
import type { Examination } from "../defect.js";
import { isJsonObject, toText, type Json, type JsonObject } from "../json.js";
import { joinPointer, readLocalReference, resolveAtPointer, splitPointer, type Pointer } from "../reference.js";
import type { Site } from "../walk-document.js";

/** A parameter that can't be read as one. */
export function examineParameter({ pointer, value }: Site, { report }: Examination): void {
  const { $ref: reference, name, in: location, schema, content } = value;
  if (typeof reference === "string" || value[LEFT_OUT] === true) return;
  if (typeof name !== "string" || !LOCATIONS.includes(toText(location))) {
    const about = `a parameter needs a name, and in which must be ${LOCATIONS.join(", ")}`;
    for (const key of ["name", "in"]) delete value[key];
    report({ id: "wrong-parameter", pointer, about, decided: "it is left out" });
    return;
  }
  if (schema === undefined && !isJsonObject(content)) {
    value["schema"] = {};
    report({
      id: "parameter-without-schema",
      pointer,
      about: `the parameter ${name} has neither schema nor content`,
      decided: "any text is allowed",
    });
  }
  if (location === "path" && value["required"] !== true) {
    value["required"] = true;
    report({
      id: "optional-path-parameter",
      pointer,
      about: `the path parameter ${name} is not required: true, and can't be absent`,
      decided: "it is required",
    });
  }
}

const LOCATIONS: readonly string[] = ["path", "query", "header", "cookie"];

/** Path parameters that are in the template and nowhere else, or the other way round; and parameters that are there twice. */
export function examinePathParameters({ pointer, value: operation }: Site, { document, report }: Examination): void {
  const [root, path = "", method = ""] = splitPointer(pointer);
  if (root !== "paths" || method === "") return;
  const item = resolveAtPointer(document, joinPointer("/paths", path)).value;
  const own = listParameters(document, operation, pointer, report);
  const declared = [...listParameters(document, item, joinPointer("/paths", path)), ...own];
  const inTemplate = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
  const inPath = new Set(declared.filter(({ location }) => location === "path").map(({ name }) => name));
  const added = inTemplate.filter((name) => !inPath.has(name));
  for (const name of added) {
    report({
      id: "undeclared-path-parameter",
      pointer,
      about: `{${name}} of the path is not declared as a parameter`,
      decided: "it is taken for a text",
    });
  }
  if (added.length > 0) {
    const parameters = operation["parameters"];
    const extra = [...new Set(added)].map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
    operation["parameters"] = [...(Array.isArray(parameters) ? parameters : []), ...extra];
  }
  for (const { name, location, place } of own) {
    if (location !== "path" || inTemplate.includes(name)) continue;
    const about = `the path parameter ${name} is not in the path ${path}`;
    report({ id: "unused-path-parameter", pointer: place, about, decided: "it is left out" });
    leaveOut(operation, place);
  }
}

interface Declared {
  readonly name: string;
  readonly location: string;
  readonly place: Pointer;
}

function listParameters(
  document: JsonObject,
  holder: JsonObject,
  pointer: Pointer,
  report?: Examination["report"],
): Declared[] {
  const list = holder["parameters"];
  if (!Array.isArray(list)) return [];
  const declared = new Map<string, Declared>();
  for (const index of list.keys()) {
    const place = joinPointer(pointer, "parameters", String(index));
    const { name, in: location } = resolve(document, list[index] ?? null);
    if (typeof name !== "string" || typeof location !== "string") continue;
    const key = `${location} ${location === "header" ? name.toLowerCase() : name}`;
    if (declared.has(key)) {
      const about = `the ${location} parameter ${name} is declared twice`;
      report?.({ id: "repeated-parameter", pointer: place, about, decided: "the last one counts" });
    }
    declared.set(key, { name, location, place });
  }
  return [...declared.values()];
}

function resolve(document: JsonObject, value: Json): JsonObject {
  if (!isJsonObject(value)) return {};
  const target = readLocalReference(value);
  return target === undefined ? value : resolveAtPointer(document, target).value;
}

/** What says nothing is no parameter, and the others keep their places. */
function leaveOut(operation: JsonObject, place: Pointer): void {
  const list = operation["parameters"];
  const index = Number(splitPointer(place).at(-1));
  if (Array.isArray(list)) list[index] = createBlank("parameter") ?? {};
}
