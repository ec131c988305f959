import type { Examination } from "../defect.js";
import { isJsonObject, type Json, type JsonObject } from "../json.js";
import { findAtPointer, joinPointer, readLocalReference } from "../reference.js";
import { listTexts } from "../upgrade-schema.js";
import type { Site } from "../walk-document.js";

/** Schemas that no value can keep: mended where one keyword is to blame, told where parts contradict each other. */
export function examineUnsatisfiable(site: Site, examination: Examination): void {
  examineForbidden(site, examination);
  examineParts(site, examination);
}

function examineForbidden({ pointer, value: schema }: Site, { report }: Examination): void {
  const { required, properties } = schema;
  if (!Array.isArray(required) || !isJsonObject(properties)) return;
  const isForbidden = (name: Json) =>
    typeof name === "string" && Object.hasOwn(properties, name) && properties[name] === false;
  if (!required.some(isForbidden)) return;
  schema["required"] = required.filter((name) => !isForbidden(name));
  for (const [index, name] of required.entries()) {
    if (!isForbidden(name)) continue;
    const place = joinPointer(pointer, "required", String(index));
    const about = `${JSON.stringify(name)} is required, and no value is allowed for it`;
    report({ id: "required-not-allowed", pointer: place, about, decided: "it is not required" });
  }
}

/** What must all hold of a value, and has no type in common. */
function examineParts({ pointer, value: schema }: Site, { document, report }: Examination): void {
  const { allOf } = schema;
  if (!Array.isArray(allOf)) return;
  const types = [schema, ...allOf].flatMap((part) => listTypes(document, part));
  const [first, ...others] = types;
  if (!first || first.some((type) => others.every((other) => allows(other, type)))) return;
  report({
    id: "contradictory-parts",
    pointer: joinPointer(pointer, "allOf"),
    about: `its parts ask for ${types.map((own) => own.join(" or ")).join(", and for ")}, so that nothing is valid`,
    decided: "what is answered there can't be valid, and says so in x-standin-violations",
  });
}

/** The types that a schema allows, where it names some, itself or where its reference leads. */
function listTypes(document: JsonObject, part: Json): string[][] {
  if (!isJsonObject(part)) return [];
  const target = readLocalReference(part);
  const referred = target === undefined ? undefined : findAtPointer(document, target);
  return [part, referred].flatMap((schema) => {
    const type = isJsonObject(schema) ? schema["type"] : undefined;
    const types = typeof type === "string" ? [type] : listTexts(type);
    return types.length === 0 ? [] : [types];
  });
}

function allows(types: readonly string[], type: string): boolean {
  return types.some((own) => own === type || [own, type].toSorted().join() === "integer,number");
}
