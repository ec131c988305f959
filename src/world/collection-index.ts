import { Set as PersistentSet, type Map as PersistentMap } from "immutable";
import type { IndexedDefinition } from "./definition-set.js";
import { listStrings, readField } from "./record.js";

/** Identities by index key (see `toIndexKey`, `toUniqueKey`), as one immutable value. */
export type CollectionIndex = PersistentMap<string, Ids>;

/** One identity, or several; most keys have one, and a set around each would be most of a World's memory. */
export type Ids = string | PersistentSet<string>;

/** The index key of one value of a field. */
export function toIndexKey(field: string, value: string): string {
  return `${field}\0${value}`;
}

/** The index key of a record's values in a unique set of fields; `undefined` when it lacks one, as then nothing is to be unique. */
export function toUniqueKey(fields: readonly string[], record: object): string | undefined {
  const values = fields.map((field) => readField(record, field));
  if (values.some((value) => value === undefined || value === null)) return undefined;
  const [field, value] = [fields[0], values[0]];
  // One text alone is in the index under its own field already.
  if (values.length === 1 && field !== undefined && typeof value === "string") return toIndexKey(field, value);
  return toIndexKey(JSON.stringify(fields), JSON.stringify(values));
}

/** The keys under which a record stands. */
export function listIndexKeys({ indexed, unique }: IndexedDefinition, record: object): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const field of indexed) for (const value of listStrings(record, field)) keys.add(toIndexKey(field, value));
  for (const fields of unique) {
    const key = toUniqueKey(fields, record);
    if (key !== undefined) keys.add(key);
  }
  return keys;
}

const NO_KEYS: ReadonlySet<string> = new Set();

/** The index after a record took the place of another of the same identity; either may be none. */
export function reindex(
  definition: IndexedDefinition,
  index: CollectionIndex,
  id: string,
  before: object | undefined,
  after: object | undefined,
): CollectionIndex {
  const oldKeys = before ? listIndexKeys(definition, before) : NO_KEYS;
  const newKeys = after ? listIndexKeys(definition, after) : NO_KEYS;
  let changed = index;
  for (const key of oldKeys) if (!newKeys.has(key)) changed = removeId(changed, key, id);
  for (const key of newKeys) if (!oldKeys.has(key)) changed = addId(changed, key, id);
  return changed;
}

function addId(index: CollectionIndex, key: string, id: string): CollectionIndex {
  const ids = index.get(key);
  if (ids === undefined) return index.set(key, id);
  return index.set(key, typeof ids === "string" ? PersistentSet([ids, id]) : ids.add(id));
}

function removeId(index: CollectionIndex, key: string, id: string): CollectionIndex {
  const ids = index.get(key);
  const rest = typeof ids === "string" ? undefined : ids?.delete(id);
  return rest === undefined || rest.isEmpty() ? index.delete(key) : index.set(key, rest);
}

/** Identities as they stand under a key. */
export function toIds(ids: readonly string[]): Ids {
  return ids.length === 1 && ids[0] !== undefined ? ids[0] : PersistentSet(ids);
}
