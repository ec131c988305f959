import { findPlaces, listIndexKeys, reindex, type CollectionIndex } from "./collection-index.js";
import type { IndexedDefinition } from "./definition-set.js";
import { listPlaces, toPlaces } from "./places.js";
import { readField } from "./record.js";
import { emptySlots, getSlot, listSlots, setSlot, toSlots, type Slots } from "./slots.js";
import {
  createTextIndex,
  findByText,
  findCandidates,
  putByText,
  removeByText,
  toTextIndex,
  type TextIndex,
  type ToText,
} from "./text-index.js";

/** The records of a collection and the ways to find them, as one immutable value. */
export interface CollectionState {
  /** Places by identity, in no promised order. */
  readonly places: TextIndex<number>;
  /** Records by their place, which is that of their creation. */
  readonly order: Slots<object>;
  readonly index: CollectionIndex;
  readonly nextPlace: number;
  /**
   * Lists that were asked for, by index key (the empty one for all records), in creation order: a hundred records need
   * not be found again and again. Nothing as long as nobody asks, as of most states between two writes.
   */
  lists: Map<string, readonly object[]> | undefined;
}

/** A collection without records. */
export const emptyCollection: CollectionState = {
  places: createTextIndex(),
  order: emptySlots,
  index: createTextIndex(),
  nextPlace: 0,
  // It has no list but empty ones, of which none is kept.
  lists: undefined,
};

/** A collection of records that are of its form already and have different identities, in their order of creation. */
export function toCollectionState(
  definition: IndexedDefinition,
  records: ReadonlyMap<string, object>,
): CollectionState {
  const index = new Map<string, number[]>();
  const places: [string, number][] = [];
  for (const [id, record] of records) {
    const place = places.length;
    places.push([id, place]);
    for (const key of listIndexKeys(definition, record)) {
      const own = index.get(key);
      if (own === undefined) index.set(key, [place]);
      else own.push(place);
    }
  }
  return {
    places: toTextIndex(places),
    order: toSlots([...records.values()]),
    index: toTextIndex(Array.from(index, ([key, own]) => [key, { key, places: toPlaces(own) ?? 0 }])),
    nextPlace: records.size,
    lists: undefined,
  };
}

/** The record of that identity, or `undefined`. */
export function findRecord(
  { identity }: IndexedDefinition,
  { places, order }: CollectionState,
  id: string,
): object | undefined {
  const candidates = findCandidates(places, id);
  if (typeof candidates !== "object") return getOwn(order, candidates, identity, id);
  for (const place of candidates) {
    const record = getOwn(order, place, identity, id);
    if (record !== undefined) return record;
  }
  return undefined;
}

/** The record at a place, if it is that of the identity. */
function getOwn(order: Slots<object>, place = -1, identity: string, id: string): object | undefined {
  const record = place < 0 ? undefined : getSlot(order, place);
  return record !== undefined && readField(record, identity) === id ? record : undefined;
}

/** The collection with a record added, or put in the place of the one with its identity. */
export function putRecord(
  definition: IndexedDefinition,
  state: CollectionState,
  id: string,
  record: object,
): CollectionState {
  const place = findByText(state.places, id, createIdentifier(definition, state));
  if (place === undefined) return addRecord(definition, state, id, record);
  const { places, order, index, nextPlace } = state;
  return {
    places,
    order: setSlot(order, place, record),
    index: reindex(definition, index, place, getSlot(order, place), record),
    nextPlace,
    lists: undefined,
  };
}

/** The collection with a record of an identity that it has not. */
export function addRecord(
  definition: IndexedDefinition,
  state: CollectionState,
  id: string,
  record: object,
): CollectionState {
  const { places, order, index, nextPlace } = state;
  return {
    places: putByText(places, id, nextPlace, createIdentifier(definition, state)),
    order: setSlot(order, nextPlace, record),
    index: reindex(definition, index, nextPlace, undefined, record),
    nextPlace: nextPlace + 1,
    lists: undefined,
  };
}

/** The collection without the record of that identity. */
export function removeRecord(definition: IndexedDefinition, state: CollectionState, id: string): CollectionState {
  const { places, order, index, nextPlace } = state;
  const toId = createIdentifier(definition, state);
  const place = findByText(places, id, toId);
  if (place === undefined) return state;
  return {
    places: removeByText(places, id, toId),
    order: setSlot(order, place, undefined),
    index: reindex(definition, index, place, getSlot(order, place), undefined),
    nextPlace,
    lists: undefined,
  };
}

/** Tells the identity of the record at a place. */
function createIdentifier({ identity }: IndexedDefinition, { order }: CollectionState): ToText<number> {
  return (place) => {
    const record = getSlot(order, place);
    return record === undefined ? "" : String(readField(record, identity));
  };
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
  return state.lists?.get(key) ?? keepList(state, key, [...iterateRecordsBy(state, key)]);
}

/** The same, one after the other. */
export function* iterateRecordsBy({ order, index }: CollectionState, key: string): Generator<object> {
  for (const place of listPlaces(findPlaces(index, key))) {
    const record = getSlot(order, place);
    if (record !== undefined) yield record;
  }
}

function keepList(state: CollectionState, key: string, records: object[]): readonly object[] {
  // Anybody may ask for values that are not there, as many as they like.
  if (records.length > 0) (state.lists ??= new Map()).set(key, records);
  return Object.freeze(records);
}
