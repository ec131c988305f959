import type { IndexedDefinition } from "./definition-set.js";
import { addPlace, removePlace, type Places } from "./places.js";
import { listStrings, readField } from "./record.js";
import { findByText, putByText, removeByText, type TextIndex } from "./text-index.js";

/** Places of records by index key (see `toIndexKey`, `toUniqueKey`), as one immutable value. */
export type CollectionIndex = TextIndex<IndexEntry>;

/** The places of the records that have an index key. */
export interface IndexEntry {
  readonly key: string;
  readonly places: Places;
}

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

/** The places of the records that have an index key; `undefined` of none. */
export function findPlaces(index: CollectionIndex, key: string): Places | undefined {
  return findByText(index, key, toKey)?.places;
}

const NO_KEYS: ReadonlySet<string> = new Set();

/** The index after a record took the place of another of the same identity; either may be none. */
export function reindex(
  definition: IndexedDefinition,
  index: CollectionIndex,
  place: number,
  before: object | undefined,
  after: object | undefined,
): CollectionIndex {
  const oldKeys = before ? listIndexKeys(definition, before) : NO_KEYS;
  const newKeys = after ? listIndexKeys(definition, after) : NO_KEYS;
  let changed = index;
  for (const key of oldKeys)
    if (!newKeys.has(key)) changed = setPlaces(changed, key, removePlace(findPlaces(changed, key), place));
  for (const key of newKeys)
    if (!oldKeys.has(key)) changed = setPlaces(changed, key, addPlace(findPlaces(changed, key), place));
  return changed;
}

function setPlaces(index: CollectionIndex, key: string, places: Places | undefined): CollectionIndex {
  return places === undefined ? removeByText(index, key, toKey) : putByText(index, key, { key, places }, toKey);
}

function toKey({ key }: IndexEntry): string {
  return key;
}
