import type { Examination } from "../defect.js";
import { isJsonObject, toText, type Json } from "../json.js";
import { joinPointer } from "../reference.js";
import type { Site } from "../walk-document.js";
import { describe } from "./misplaced.js";

/** A keyword of a schema whose value is of a wrong type. */
export function examineKeywords({ pointer, value: schema }: Site, { report }: Examination): void {
  for (const [keyword, value] of Object.entries(schema)) {
    const wanted = Object.hasOwn(WANTED, keyword) ? WANTED[keyword] : undefined;
    if (!wanted || wanted[1](value)) continue;
    delete schema[keyword];
    report({
      id: "wrong-keyword",
      pointer: joinPointer(pointer, keyword),
      about: `${keyword} must be ${wanted[0]}, and is ${describe(value)}`,
      decided: `${keyword} is left out`,
    });
  }
}

type Wanted = readonly [words: string, isFit: (value: Json) => boolean];

const TYPES: readonly string[] = ["string", "number", "integer", "boolean", "array", "object", "null"];

const isText = (value: Json) => typeof value === "string";
const isTextList = (value: Json) => Array.isArray(value) && value.every(isText);

const number: Wanted = ["a number", (value) => typeof value === "number"];
const count: Wanted = ["a whole number from 0", (value) => Number.isInteger(value) && Number(value) >= 0];
const flag: Wanted = ["true or false", (value) => typeof value === "boolean"];
const text: Wanted = ["a text", isText];
const schemas: Wanted = ["a list with at least one schema", (value) => Array.isArray(value) && value.length > 0];

const WANTED: Readonly<Record<string, Wanted>> = {
  type: [
    `one of ${TYPES.join(", ")}, or a list of them`,
    (value) => {
      const types = Array.isArray(value) ? value : [value];
      return (
        types.length > 0 && types.every((type) => TYPES.includes(toText(type))) && new Set(types).size === types.length
      );
    },
  ],
  required: [
    "a list of texts, each once",
    (value) => isTextList(value) && new Set(value as Json[]).size === (value as Json[]).length,
  ], // a list by then
  enum: ["a list with at least one value", (value) => Array.isArray(value) && value.length > 0],
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  multipleOf: ["a number above 0", (value) => typeof value === "number" && value > 0],
  minLength: count,
  maxLength: count,
  minItems: count,
  maxItems: count,
  minProperties: count,
  maxProperties: count,
  minContains: count,
  maxContains: count,
  uniqueItems: flag,
  readOnly: flag,
  writeOnly: flag,
  deprecated: flag,
  pattern: text,
  format: text,
  title: text,
  description: text,
  contentMediaType: text,
  contentEncoding: text,
  allOf: schemas,
  anyOf: schemas,
  oneOf: schemas,
  dependentRequired: [
    "a map of lists of texts",
    (value) => isJsonObject(value) && Object.values(value).every(isTextList),
  ],
  discriminator: [
    "an object with a propertyName",
    (value) => isJsonObject(value) && isText(value["propertyName"] ?? null),
  ],
};
