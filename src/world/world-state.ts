import { emptyCollection, type CollectionState } from "./collection-state.js";
import type { IndexedDefinition } from "./definition-set.js";
import { getSlot, setSlot, type Slots } from "./slots.js";

/** The records of all collections, by the places of their definitions. */
export type Collections = Slots<CollectionState>;

/** The collection of a definition. */
export function getCollection(collections: Collections, { place }: IndexedDefinition): CollectionState {
  return getSlot(collections, place) ?? emptyCollection;
}

/** With another state of the collection of a definition. */
export function setCollection(
  collections: Collections,
  { place }: IndexedDefinition,
  state: CollectionState,
): Collections {
  return setSlot(collections, place, state);
}

/** Everything of a World that changes, as one immutable value: to fork is to share it, to undo is to keep the old one. */
export interface WorldState {
  /** How many ids have been made. */
  readonly idSequence: number;
  readonly collections: Collections;
  /** Records that no collection can hold, by the name under which they were loaded; kept only to be saved again. */
  readonly unseen: ReadonlyMap<string, readonly object[]>;
}
