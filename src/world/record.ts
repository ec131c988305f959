import type { IndexedDefinition } from "./definition-set.js";
import type { FieldTexts } from "./field-texts.js";

/**
 * A record as a collection keeps it: frozen to the bottom, its fields in the definition's order, the others
 * alphabetically; nested data keeps its own order, fields that are `undefined` are left out as JSON does.
 * What is frozen already is shared, not copied; what is not is copied, so the caller's objects stay free.
 */
export function toRecord({ fieldRanks, texts }: IndexedDefinition, given: object): object {
  const fields = Object.keys(given);
  // Most are in order already: those that come from a file, those that replace one, and those that a behaviour wrote so.
  return toFrozenObject(given, isSorted(fields, fieldRanks) ? fields : sort(fields, fieldRanks), texts);
}

/** A record's own field; `undefined` when it has none, also for names that every object inherits. */
export function readField(record: object, field: string): unknown {
  const value = (record as Readonly<Record<string, unknown>>)[field]; // whatever it is, if it is there
  // What every object inherits are functions, which no record has, and this; only of those it has to be asked whose they are.
  if (typeof value !== "function" && field !== "__proto__") return value;
  return Object.hasOwn(record, field) ? value : undefined;
}

/** The strings in a field that holds one or an array of them; anything else refers to nothing. */
export function listStrings(record: object, field: string): string[] {
  const value = readField(record, field);
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function toFrozen(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Array.isArray(value) ? toFrozenArray(value) : toFrozenObject(value, Object.keys(value));
}

function toFrozenArray(value: readonly unknown[]): readonly unknown[] {
  const items = value.map(toFrozen);
  const same = Object.isFrozen(value) && items.every((item, index) => Object.is(item, value[index]));
  return same ? value : Object.freeze(items);
}

function toFrozenObject(value: object, fields: readonly string[], texts?: FieldTexts): object {
  const copy: Record<string, unknown> = {};
  // The fields are its own.
  const given = value as Record<string, unknown>;
  let same = Object.isFrozen(value) && isSameOrder(fields, Object.keys(value));
  for (const field of fields) {
    const before = given[field];
    const after = typeof before === "string" && texts ? texts.share(field, before) : toFrozen(before);
    if (after !== undefined) setField(copy, field, after);
    same &&= after !== undefined && Object.is(before, after);
  }
  return same ? value : Object.freeze(copy);
}

function setField(object: Record<string, unknown>, field: string, value: unknown): void {
  // To assign would set the prototype; defined, it stays data.
  if (field === "__proto__") Object.defineProperty(object, field, { value, enumerable: true });
  else object[field] = value;
}

function isSameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.every((field, index) => field === b[index]);
}

type Ranks = IndexedDefinition["fieldRanks"];

function isSorted(fields: readonly string[], ranks: Ranks): boolean {
  let before = "";
  let rankBefore = -1;
  for (const field of fields) {
    const rank = ranks.get(field) ?? Infinity;
    // A rank of its own has each field but those of no rank.
    if (rank < rankBefore || (rank === rankBefore && compareText(before, field) >= 0)) return false;
    before = field;
    rankBefore = rank;
  }
  return true;
}

function sort(fields: readonly string[], ranks: Ranks): readonly string[] {
  return fields.toSorted((a, b) => compareFields(a, b, ranks));
}

function compareFields(a: string, b: string, ranks: Ranks): number {
  const [first, second] = [ranks.get(a) ?? Infinity, ranks.get(b) ?? Infinity];
  return first === second ? compareText(a, b) : first - second;
}

/** By code units and not by a locale, so that every machine writes the same file. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
