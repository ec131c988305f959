import type { Examination } from "../defect.js";
import { isJsonObject, toText, type Json, type JsonObject } from "../json.js";
import { findAtPointer, joinPointer, readLocalReference, type Pointer } from "../reference.js";
import { listTexts } from "../upgrade-schema.js";
import type { Site } from "../walk-document.js";

/** What a schema says that can't be meant. */
export function examineSchema({ pointer, value: schema }: Site, examination: Examination): void {
  examineBounds(schema, pointer, examination);
  examineEnum(schema, pointer, examination);
  examineRequired(schema, pointer, examination);
  examineDiscriminator(schema, pointer, examination);
}

const BOUNDS = [
  ["minimum", "maximum"],
  ["minLength", "maxLength"],
  ["minItems", "maxItems"],
  ["minProperties", "maxProperties"],
] as const;

function examineBounds(schema: JsonObject, pointer: Pointer, { report }: Examination): void {
  for (const [least, most] of BOUNDS) {
    const [low, high] = [schema[least], schema[most]];
    if (typeof low !== "number" || typeof high !== "number" || low <= high) continue;
    delete schema[most];
    const about = `${least} ${low} is above ${most} ${high}, so that nothing is valid`;
    report({ id: "contradictory-bounds", pointer: joinPointer(pointer, most), about, decided: `${most} is left out` });
  }
}

function examineEnum(schema: JsonObject, pointer: Pointer, { report }: Examination): void {
  const { enum: values, type } = schema;
  const types = typeof type === "string" ? [type] : listTexts(type);
  if (!Array.isArray(values) || types.length === 0) return;
  const isFit = (value: Json) => types.some((name) => isOfType(value, name));
  const hasFit = values.some(isFit);
  for (const [index, value] of values.entries()) {
    if (isFit(value)) continue;
    const about = `${JSON.stringify(value)} is no ${types.join(" or ")}`;
    const place = joinPointer(pointer, "enum", String(index));
    const decided = hasFit ? "the value is never valid" : "the type is left out";
    report({ id: "enum-of-wrong-type", pointer: place, about, decided });
  }
  if (!hasFit) delete schema["type"];
}

/** Whether a value is of one of JSON Schema's types. */
function isOfType(value: Json, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "null") return value === null;
  return type === "object" ? isJsonObject(value) : typeof value === type;
}

/** Only where all properties are in sight: what is put together of parts may have them in another. */
function examineRequired(schema: JsonObject, pointer: Pointer, { report }: Examination): void {
  const { required, properties, additionalProperties } = schema;
  if (!Array.isArray(required) || !isJsonObject(properties)) return;
  if (["$ref", "allOf", "anyOf", "oneOf", "patternProperties"].some((keyword) => keyword in schema)) return;
  const isClosed = additionalProperties === false;
  const isMissing = (name: Json) => typeof name === "string" && !Object.hasOwn(properties, name);
  for (const [index, name] of required.entries()) {
    if (!isMissing(name)) continue;
    const place = joinPointer(pointer, "required", String(index));
    const about = `${JSON.stringify(name)} is required, and defined nowhere`;
    const decided = isClosed
      ? "it is not required, since it would not be allowed either"
      : "it is required, with any value";
    report({ id: "required-not-defined", pointer: place, about, decided });
  }
  if (isClosed) schema["required"] = required.filter((name) => !isMissing(name));
}

function examineDiscriminator(schema: JsonObject, pointer: Pointer, { document, report }: Examination): void {
  const { discriminator, oneOf, anyOf } = schema;
  if (!isJsonObject(discriminator)) return;
  const { mapping } = discriminator;
  for (const [value, target] of Object.entries(isJsonObject(mapping) ? mapping : {})) {
    const reference = toText(target);
    const place = readLocalReference({
      $ref: /[#/]/.test(reference) ? reference : `#/components/schemas/${reference}`,
    });
    if (place !== undefined && isJsonObject(findAtPointer(document, place))) continue;
    delete (mapping as JsonObject)[value]; // an object, as it had this entry
    const where = joinPointer(pointer, "discriminator", "mapping", value);
    const about = `the discriminator maps ${JSON.stringify(value)} to ${JSON.stringify(reference)}, which leads nowhere`;
    report({ id: "discriminator-to-nowhere", pointer: where, about, decided: "the entry is left out" });
  }
  const property = toText(discriminator["propertyName"]);
  const { properties } = schema;
  if (oneOf !== undefined || anyOf !== undefined || !isJsonObject(properties) || Object.hasOwn(properties, property))
    return;
  const about = `the discriminator ${JSON.stringify(property)} is no property of the schema`;
  report({
    id: "undefined-discriminator",
    pointer: joinPointer(pointer, "discriminator"),
    about,
    decided: "it chooses nothing",
  });
}
