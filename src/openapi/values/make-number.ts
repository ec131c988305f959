import type { Json, JsonObject } from "../json.js";
import type { Chance } from "./chance.js";

/** How far apart the least and the greatest number are where a schema names only one of them, or none. */
const SPAN = 1000;

/** Makes a number by a schema's keywords; with `multipleOf: 1` a whole one. */
export function makeNumber(chance: Chance, keywords: JsonObject): number {
  const step = toNumber(keywords["multipleOf"]) ?? chooseStep(keywords);
  const { least, most } = findBounds(keywords, step);
  const [first, last] = [Math.ceil(round(least / step)), Math.floor(round(most / step))];
  return round(chance.integer(first, Math.max(first, last)) * step);
}

/** The least number that a schema allows of those that are not below zero, where there are such. */
export function makeLeastNumber(keywords: JsonObject): number {
  const step = toNumber(keywords["multipleOf"]) ?? chooseStep(keywords);
  const { least, most } = findBounds(keywords, step);
  return least <= 0 && most >= 0 ? 0 : round(Math.ceil(round(least / step)) * step);
}

/** Hundredths, unless the schema's bounds lie too near to one another for them. */
function chooseStep({ minimum, maximum }: JsonObject): number {
  const room = (toNumber(maximum) ?? Infinity) - (toNumber(minimum) ?? -Infinity);
  return room > 0 && room < 0.1 ? room / 10 : 0.01;
}

function findBounds(keywords: JsonObject, step: number): { least: number; most: number } {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = keywords;
  const floor = among(Math.max, toNumber(minimum), add(toNumber(exclusiveMinimum), step));
  const ceiling = among(Math.min, toNumber(maximum), add(toNumber(exclusiveMaximum), -step));
  const span = Math.max(SPAN, step * 10);
  if (floor !== undefined) return { least: floor, most: Math.min(ceiling ?? Infinity, floor + span) };
  return ceiling === undefined ? { least: 0, most: span } : { least: ceiling - span, most: ceiling };
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
  return Number.isSafeInteger(value) ? value : Number(value.toPrecision(12));
}
