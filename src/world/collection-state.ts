import { Map as PersistentMap, Set as PersistentSet } from "immutable";
import type { IndexedDefinition } from "./definition-set.js";
import { listStrings, readField } from "./record.js";
import { emptySlots, listSlots, setSlot, toSlots, type Slots } from "./slots.js";

/** The records of a collection and the ways to find them, as one immutable value. */
export interface CollectionState {
  /**
   * By identity, in no promised order: immutable's map that keeps one is copied whole by the delete that leaves half of it
   * empty, in each fork once more.
   */
  readonly entries: PersistentMap<string, Entry>;
  /** Records by their position. */
  readonly order: Slots<object>;
  /** Identities by index key (see `toIndexKey`, `toUniqueKey`). */
  readonly index: PersistentMap<string, Ids>;
  readonly nextPosition: number;
  /**
   * Lists that were asked for, by index key (the empty one for all records), in creation order: to find and sort a hundred
   * records again and again took longer than all the rest of their request.
   */
  readonly lists: Map<string, readonly object[]>;
}

/** One identity, or several; most keys have one, and a set around each would be most of a World's memory. */
type Ids = string | PersistentSet<string>;

/** A record and its place in the order of creation. */
export interface Entry {
  readonly record: object;
  readonly position: number;
}

/** A collection without records. */
export const emptyCollection: CollectionState = {
  entries: PersistentMap<string, Entry>(),
  order: emptySlots,
  index: PersistentMap<string, Ids>(),
  nextPosition: 0,
  // It has no list but empty ones, of which none is kept.
  lists: new Map(),
};

/** A collection of records that are of its form already and have different identities, in their order of creation. */
export function toCollectionState(
  definition: IndexedDefinition,
  records: ReadonlyMap<string, object>,
): CollectionState {
  const index = new Map<string, string[]>();
  for (const [id, record] of records) {
    for (const key of toIndexKeys(definition, record)) {
      const ids = index.get(key);
      if (ids === undefined) index.set(key, [id]);
      else ids.push(id);
    }
  }
  return {
    entries: PersistentMap(
      Array.from(records, ([id, record], position): [string, Entry] => [id, { record, position }]),
    ),
    order: toSlots([...records.values()]),
    index: PersistentMap(Array.from(index, ([key, ids]): [string, Ids] => [key, toIds(ids)])),
    nextPosition: records.size,
    lists: new Map(),
  };
}

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
    order: setSlot(state.order, position, record),
    index: reindex(definition, state, id, before?.record, record),
    nextPosition: before === undefined ? position + 1 : state.nextPosition,
    lists: new Map(),
  };
}

/** The collection without the record of that identity. */
export function removeRecord(definition: IndexedDefinition, state: CollectionState, id: string): CollectionState {
  const before = state.entries.get(id);
  if (before === undefined) return state;
  return {
    ...state,
    entries: state.entries.delete(id),
    order: setSlot(state.order, before.position, undefined),
    index: reindex(definition, state, id, before.record, undefined),
    lists: new Map(),
  };
}

/** Identities under an index key, in no promised order. */
export function listIds(state: CollectionState, key: string): Iterable<string> {
  const ids = state.index.get(key) ?? [];
  return typeof ids === "string" ? [ids] : ids;
}

/** All records, in creation order. */
export function listRecords(state: CollectionState): readonly object[] {
  return state.lists.get("") ?? keepList(state, "", [...iterateRecords(state)]);
}

/** All records, in creation order, to be gone through little by little, whatever becomes of the collection meanwhile. */
export function iterateRecords({ order }: CollectionState): Iterable<object> {
  return listSlots(order);
}

/** Records under an index key, in creation order. */
export function listRecordsBy(state: CollectionState, key: string): readonly object[] {
  return state.lists.get(key) ?? keepList(state, key, sortByPosition(state, listIds(state, key)));
}

function sortByPosition({ entries }: CollectionState, ids: Iterable<string>): object[] {
  const found = [...ids].flatMap((id) => entries.get(id) ?? []);
  return found.toSorted((a, b) => a.position - b.position).map((entry) => entry.record);
}

function keepList({ lists }: CollectionState, key: string, records: object[]): readonly object[] {
  // Anybody may ask for values that are not there, as many as they like.
  if (records.length > 0) lists.set(key, records);
  return Object.freeze(records);
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
    for (const key of newKeys) if (!oldKeys.has(key)) addId(index, key, id);
  });
}

function addId(index: CollectionState["index"], key: string, id: string): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, id);
  else index.set(key, typeof ids === "string" ? PersistentSet([ids, id]) : ids.add(id));
}

function removeId(index: CollectionState["index"], key: string, id: string): void {
  const ids = index.get(key);
  const rest = typeof ids === "string" ? undefined : ids?.delete(id);
  if (rest === undefined || rest.isEmpty()) index.delete(key);
  else index.set(key, rest);
}

function toIds(ids: readonly string[]): Ids {
  return ids.length === 1 && ids[0] !== undefined ? ids[0] : PersistentSet(ids);
}

function toIndexKeys(definition: IndexedDefinition, record: object | undefined): Set<string> {
  if (record === undefined) return new Set();
  const keys = definition.indexed.flatMap((field) =>
    listStrings(record, field).map((value) => toIndexKey(field, value)),
  );
  const uniqueKeys = definition.unique.flatMap((fields) => toUniqueKey(fields, record) ?? []);
  return new Set([...keys, ...uniqueKeys]);
}
