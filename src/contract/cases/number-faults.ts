import * as fc from "fast-check";
import type { JsonObject } from "../../openapi/json.js";
import type { KeywordFault } from "./keyword-fault.js";

/** Numbers that break what a schema says of numbers. */
export function listNumberFaults(schema: JsonObject, number: number): KeywordFault[] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf, format } = schema;
  const faults: KeywordFault[] = [];
  if (typeof minimum === "number") faults.push(toFault("minimum", "too small", [minimum - 1, minimum - 1000]));
  if (typeof maximum === "number") faults.push(toFault("maximum", "too large", [maximum + 1, maximum + 1000]));
  if (typeof exclusiveMinimum === "number") {
    faults.push(toFault("exclusiveMinimum", "at the bound", [exclusiveMinimum, exclusiveMinimum - 1]));
  }
  if (typeof exclusiveMaximum === "number") {
    faults.push(toFault("exclusiveMaximum", "at the bound", [exclusiveMaximum, exclusiveMaximum + 1]));
  }
  if (typeof multipleOf === "number")
    faults.push(toFault("multipleOf", "between two steps", [number + multipleOf / 2]));
  if (format === "int32") faults.push(toFault("format", "no int32", [2_147_483_648, -2_147_483_649]));
  return faults;
}

function toFault(keyword: string, about: string, numbers: readonly number[]): KeywordFault {
  return { keyword, about, values: fc.constantFrom(...numbers) };
}
