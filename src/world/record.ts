import type { IndexedDefinition } from "./definition-set.js";

/**
 * A record as a collection keeps it: frozen to the bottom, its fields in the definition's order, the others
 * alphabetically; nested data keeps its own order, fields that are `undefined` are left out as JSON does.
 * What is frozen already is shared, not copied; what is not is copied, so the caller's objects stay free.
 */
export function toRecord(definition: IndexedDefinition, given: object): object {
  const rank = (field: string): number => definition.fieldRanks.get(field) ?? Infinity;
  const compare = (a: string, b: string): number => {
    const [first, second] = [rank(a), rank(b)];
    return first === second ? compareText(a, b) : first - second;
  };
  const fields = Object.keys(given);
  // Most are in order already: those that come from a file, and those that replace one.
  return toFrozenObject(given, isSorted(fields, compare) ? fields : fields.toSorted(compare));
}

/** A record's own field; `undefined` when it has none, also for names that every object inherits. */
export function readField(record: object, field: string): unknown {
  return Object.hasOwn(record, field) ? Reflect.get(record, field) : undefined;
}

/** The strings in a field that holds one or an array of them; anything else refers to nothing. */
export function listStrings(record: object, field: string): string[] {
  const value = readField(record, field);
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === "string");
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

function toFrozenObject(value: object, fields: readonly string[]): object {
  const entries: [string, unknown][] = [];
  let same = Object.isFrozen(value) && isSameOrder(fields, Object.keys(value));
  for (const field of fields) {
    const before = readField(value, field);
    const after = toFrozen(before);
    if (after !== undefined) entries.push([field, after]);
    same &&= after !== undefined && Object.is(before, after);
  }
  // fromEntries defines its properties, so that a key "__proto__" stays data and sets no prototype.
  return same ? value : Object.freeze(Object.fromEntries(entries));
}

function isSameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.every((field, index) => field === b[index]);
}

function isSorted(fields: readonly string[], compare: (a: string, b: string) => number): boolean {
  return fields.every((field, index) => index === 0 || compare(fields[index - 1] ?? "", field) < 0);
}

/** By code units and not by a locale, so that every machine writes the same file. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
