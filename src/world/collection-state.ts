import { Map as PersistentMap, OrderedMap, OrderedSet } from "immutable";
import type { IndexedDefinition } from "./definition-set.js";
import { listStrings, readField } from "./record.js";

/** The records of a collection and the ways to find them, as one immutable value. */
export interface CollectionState {
  /** By identity, in creation order. */
  readonly entries: OrderedMap<string, Entry>;
  /** Identities by index key (see `toIndexKey`, `toUniqueKey`). */
  readonly index: PersistentMap<string, OrderedSet<string>>;
  readonly nextPosition: number;
}

/** A record and its place in the order of creation. */
export interface Entry {
  readonly record: object;
  readonly position: number;
}

/** A collection without records. */
export const emptyCollection: CollectionState = {
  entries: OrderedMap<string, Entry>(),
  index: PersistentMap<string, OrderedSet<string>>(),
  nextPosition: 0,
};

/** The collection with a record added, or put in the place of the one with its identity. */
export function putRecord(
  definition: IndexedDefinition,
  state: CollectionState,
  id: string,
  record: object,
): CollectionState {
  const before = state.entries.get(id);
  const position = before?.position ?? state.nextPosition;
  return {
    entries: state.entries.set(id, { record, position }),
    index: reindex(definition, state, id, before?.record, record),
    nextPosition: before === undefined ? position + 1 : state.nextPosition,
  };
}

/** The collection without the record of that identity. */
export function removeRecord(definition: IndexedDefinition, state: CollectionState, id: string): CollectionState {
  return {
    ...state,
    entries: state.entries.delete(id),
    index: reindex(definition, state, id, state.entries.get(id)?.record, undefined),
  };
}

/** Identities under an index key, in no promised order. */
export function listIds(state: CollectionState, key: string): Iterable<string> {
  return state.index.get(key) ?? [];
}

/** Records under an index key, in creation order. */
export function listRecords(state: CollectionState, key: string): object[] {
  const entries = [...listIds(state, key)].flatMap((id) => state.entries.get(id) ?? []);
  // A reference that changed came late into its index, so the index's own order is not that of creation.
  return entries.toSorted((a, b) => a.position - b.position).map((entry) => entry.record);
}

/** The index key of one value of a field. */
export function toIndexKey(field: string, value: string): string {
  return `${field}\0${value}`;
}

/** The index key of a record's values in a unique set of fields; `undefined` when it lacks one, as then nothing is to be unique. */
export function toUniqueKey(fields: readonly string[], record: object): string | undefined {
  const values = fields.map((field) => readField(record, field));
  if (values.some((value) => value === undefined || value === null)) return undefined;
  return toIndexKey(JSON.stringify(fields), JSON.stringify(values));
}

function reindex(
  definition: IndexedDefinition,
  state: CollectionState,
  id: string,
  before: object | undefined,
  after: object | undefined,
): CollectionState["index"] {
  const oldKeys = toIndexKeys(definition, before);
  const newKeys = toIndexKeys(definition, after);
  return state.index.withMutations((index) => {
    for (const key of oldKeys) if (!newKeys.has(key)) removeId(index, key, id);
    for (const key of newKeys) {
      if (!oldKeys.has(key)) index.update(key, OrderedSet<string>(), (ids) => ids.add(id));
    }
  });
}

function removeId(index: CollectionState["index"], key: string, id: string): void {
  const ids = index.get(key)?.delete(id);
  if (ids === undefined || ids.isEmpty()) index.delete(key);
  else index.set(key, ids);
}

function toIndexKeys(definition: IndexedDefinition, record: object | undefined): Set<string> {
  if (record === undefined) return new Set();
  const keys = definition.indexed.flatMap((field) =>
    listStrings(record, field).map((value) => toIndexKey(field, value)),
  );
  const uniqueKeys = definition.unique.flatMap((fields) => toUniqueKey(fields, record) ?? []);
  return new Set([...keys, ...uniqueKeys]);
}
