import { Map as PersistentMap } from "immutable";
import { listIndexKeys, reindex, toIds, type CollectionIndex, type Ids } from "./collection-index.js";
import type { IndexedDefinition } from "./definition-set.js";
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
  readonly index: CollectionIndex;
  readonly nextPosition: number;
  /**
   * Lists that were asked for, by index key (the empty one for all records), in creation order: to find and sort a hundred
   * records again and again took longer than all the rest of their request. Nothing as long as nobody asks, as of most
   * states between two writes.
   */
  lists: Map<string, readonly object[]> | undefined;
}

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
  lists: undefined,
};

/** A collection of records that are of its form already and have different identities, in their order of creation. */
export function toCollectionState(
  definition: IndexedDefinition,
  records: ReadonlyMap<string, object>,
): CollectionState {
  const index = new Map<string, string[]>();
  for (const [id, record] of records) {
    for (const key of listIndexKeys(definition, record)) {
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
    lists: undefined,
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
    index: reindex(definition, state.index, id, before?.record, record),
    nextPosition: before === undefined ? position + 1 : state.nextPosition,
    lists: undefined,
  };
}

/** The collection without the record of that identity. */
export function removeRecord(definition: IndexedDefinition, state: CollectionState, id: string): CollectionState {
  const before = state.entries.get(id);
  if (before === undefined) return state;
  return {
    entries: state.entries.delete(id),
    order: setSlot(state.order, before.position, undefined),
    index: reindex(definition, state.index, id, before.record, undefined),
    nextPosition: state.nextPosition,
    lists: undefined,
  };
}

/** Identities under an index key, in no promised order. */
export function listIds(state: CollectionState, key: string): Iterable<string> {
  const ids = state.index.get(key) ?? [];
  return typeof ids === "string" ? [ids] : ids;
}

/** All records, in creation order. */
export function listRecords(state: CollectionState): readonly object[] {
  return state.lists?.get("") ?? keepList(state, "", [...iterateRecords(state)]);
}

/** All records, in creation order, to be gone through little by little, whatever becomes of the collection meanwhile. */
export function iterateRecords({ order }: CollectionState): Iterable<object> {
  return listSlots(order);
}

/** Records under an index key, in creation order. */
export function listRecordsBy(state: CollectionState, key: string): readonly object[] {
  return state.lists?.get(key) ?? keepList(state, key, sortByPosition(state, listIds(state, key)));
}

function sortByPosition({ entries }: CollectionState, ids: Iterable<string>): object[] {
  const found = [...ids].flatMap((id) => entries.get(id) ?? []);
  return found.toSorted((a, b) => a.position - b.position).map((entry) => entry.record);
}

function keepList(state: CollectionState, key: string, records: object[]): readonly object[] {
  // Anybody may ask for values that are not there, as many as they like.
  if (records.length > 0) (state.lists ??= new Map()).set(key, records);
  return Object.freeze(records);
}
