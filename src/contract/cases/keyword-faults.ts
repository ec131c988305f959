import * as fc from "fast-check";
import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import { listArrayFaults } from "./array-faults.js";
import type { KeywordFault } from "./keyword-fault.js";
import { listNumberFaults } from "./number-faults.js";
import { listObjectFaults } from "./object-faults.js";
import { listTextFaults } from "./text-faults.js";

/** Lists what a schema forbids of a value, each by values that differ from it in that alone as far as can be. */
export function listKeywordFaults(schema: JsonObject, value: Json | undefined): KeywordFault[] {
  return [
    ...listTypeFaults(schema),
    ...listChoiceFaults(schema),
    ...(typeof value === "string" || isOfType(schema, "string", value)
      ? listTextFaults(schema, typeof value === "string" ? value : "text")
      : []),
    ...(typeof value === "number" || isOfType(schema, "number", value)
      ? listNumberFaults(schema, typeof value === "number" ? value : 1)
      : []),
    ...(Array.isArray(value) ? listArrayFaults(schema, value) : []),
    ...(isJsonObject(value) ? listObjectFaults(schema, value) : []),
  ];
}

/** Whether a value that is not there would be of a type. */
function isOfType({ type }: JsonObject, wanted: "string" | "number", value: Json | undefined): boolean {
  const types: readonly Json[] = Array.isArray(type) ? type : [type ?? ""];
  return value === undefined && (types.includes(wanted) || (wanted === "number" && types.includes("integer")));
}

/** One of each type, those first that careless servers take for another. */
const BY_TYPE: Readonly<Record<string, readonly Json[]>> = {
  string: ["1", "true", "text"],
  integer: [1, 0],
  number: [1.5],
  boolean: [true, false],
  array: [[], ["text"]],
  object: [{}, { "0": "text" }],
};

function listTypeFaults(schema: JsonObject): KeywordFault[] {
  const { type, nullable } = schema;
  if (type === undefined) return [];
  const allowed = new Set<Json>(Array.isArray(type) ? type : [type]);
  const other = Object.entries(BY_TYPE)
    .filter(([name]) => !allowed.has(name) && !(name === "integer" && allowed.has("number")))
    .flatMap(([, values]) => values);
  const faults =
    other.length === 0 ? [] : [{ keyword: "type", about: "of another type", values: fc.constantFrom(...other) }];
  if (allowed.has("null") || nullable === true) return faults;
  return [...faults, { keyword: "type", about: "null", values: fc.constant(null) }];
}

function listChoiceFaults({ enum: values, const: constant }: JsonObject): KeywordFault[] {
  const choices = Array.isArray(values) ? values : constant === undefined ? [] : [constant];
  if (choices.length === 0) return [];
  const others = choices.flatMap((choice): Json[] => {
    if (typeof choice === "number") return [choice + 1, -choice - 1];
    if (typeof choice === "boolean") return [!choice];
    return typeof choice === "string" ? [`${choice}x`, choice.toUpperCase(), choice.toLowerCase(), "?"] : ["?"];
  });
  const keyword = Array.isArray(values) ? "enum" : "const";
  const unknown = others.filter((other) => !choices.includes(other));
  return unknown.length === 0
    ? []
    : [{ keyword, about: "none of the values that it may have", values: fc.constantFrom(...unknown) }];
}
