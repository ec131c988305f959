import type { Faker } from "@faker-js/faker";
import type { Json, JsonObject } from "./json.js";

/** How far apart the least and the greatest number are where a schema names only one of them, or none. */
const SPAN = 1000;

/** Makes a number by a schema's keywords; with `multipleOf: 1` a whole one. */
export function makeNumber(faker: Faker, keywords: JsonObject): number {
  const step = toNumber(keywords["multipleOf"]) ?? 0.01;
  const { least, most } = findBounds(keywords, step);
  const [first, last] = [Math.ceil(round(least / step)), Math.floor(round(most / step))];
  return round(faker.number.int({ min: first, max: Math.max(first, last) }) * step);
}

function findBounds(keywords: JsonObject, step: number): { least: number; most: number } {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = keywords;
  const floor = among(Math.max, toNumber(minimum), add(toNumber(exclusiveMinimum), step));
  const ceiling = among(Math.min, toNumber(maximum), add(toNumber(exclusiveMaximum), -step));
  if (floor !== undefined) return { least: floor, most: ceiling ?? floor + SPAN };
  return ceiling === undefined ? { least: 0, most: SPAN } : { least: ceiling - SPAN, most: ceiling };
}

function toNumber(value: Json | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function add(value: number | undefined, more: number): number | undefined {
  return value === undefined ? undefined : value + more;
}

/** `choose` of those that are known. */
function among(choose: typeof Math.max, ...values: (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : choose(...known);
}

/** Without the tail of digits that binary fractions have: 0.1 * 3 is 0.3. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}
