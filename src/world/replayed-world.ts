import { type CollectionState, listRecords, putRecord, removeRecord, toCollectionState } from "./collection-state.js";
import type { IndexedDefinition } from "./definition-set.js";
import { createFieldTexts } from "./field-texts.js";
import { readField } from "./record.js";
import { getSlot, setSlot, toSlots, type Slots } from "./slots.js";
import type { FrozenWorld } from "./world.js";

/**
 * A World's plain data to which is done again what was done to the World, without its definitions; one immutable value, so
 * that to fork it is to share it. As in the World, what has no identity of its own is kept, and unseen.
 */
export interface ReplayedWorld {
  readonly randomSeed: number;
  readonly idSequence: number;
  /** The place of each collection, by name. */
  readonly places: ReadonlyMap<string, number>;
  /** As they came, or, once something was done to them, as a World has them. */
  readonly collections: Slots<readonly object[] | TouchedCollection>;
}

interface TouchedCollection {
  readonly definition: IndexedDefinition;
  readonly seen: CollectionState;
  readonly unseen: readonly object[];
}

/** One record made, replaced or deleted. */
export type ReplayedChange = { readonly collection: string; readonly identity: string } & (
  { readonly record: object } | { readonly deleted: string }
);

/** Begins with plain data. */
export function toReplayedWorld({ randomSeed, idSequence, collections }: FrozenWorld): ReplayedWorld {
  const places = new Map(Object.keys(collections).map((name, place) => [name, place]));
  return { randomSeed, idSequence, places, collections: toSlots(Object.values(collections)) };
}

/** Does changes again that were allowed when they were made. */
export function replayChanges(
  world: ReplayedWorld,
  idSequence: number,
  changes: readonly ReplayedChange[],
): ReplayedWorld {
  let { places, collections } = world;
  for (const change of changes) {
    const place = places.get(change.collection) ?? places.size;
    if (place === places.size) places = new Map([...places, [change.collection, place]]);
    const before = getSlot(collections, place) ?? [];
    const touched = "seen" in before ? before : touch(change, before);
    collections = setSlot(collections, place, replayChange(touched, change));
  }
  return { ...world, idSequence, places, collections };
}

function replayChange(touched: TouchedCollection, change: ReplayedChange): TouchedCollection {
  const { definition, seen } = touched;
  if ("deleted" in change) return { ...touched, seen: removeRecord(definition, seen, change.deleted) };
  const id = String(readField(change.record, definition.identity));
  return { ...touched, seen: putRecord(definition, seen, id, change.record) };
}

function touch({ collection: name, identity }: ReplayedChange, records: readonly object[]): TouchedCollection {
  const bare = { place: 0, unique: [], references: {}, referenceFields: [], fields: [], indexed: [] };
  const definition: IndexedDefinition = { name, identity, ...bare, fieldRanks: new Map(), texts: createFieldTexts([]) };
  const seen = new Map<string, object>();
  const unseen: object[] = [];
  for (const record of records) {
    const id = readField(record, identity);
    if (typeof id !== "string" || id === "" || seen.has(id)) unseen.push(record);
    else seen.set(id, record);
  }
  return { definition, seen: toCollectionState(definition, seen), unseen };
}

/** Plain data again. */
export function fromReplayedWorld({ randomSeed, idSequence, places, collections }: ReplayedWorld): FrozenWorld {
  const records = Array.from(places, ([name, place]): [string, readonly object[]] => {
    const some = getSlot(collections, place) ?? [];
    return [name, "seen" in some ? [...listRecords(some.seen), ...some.unseen] : some];
  });
  return { randomSeed, idSequence, collections: Object.fromEntries(records) };
}
