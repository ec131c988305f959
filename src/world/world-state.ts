import type { Map as PersistentMap } from "immutable";
import type { CollectionState } from "./collection-state.js";

/** The records of all collections, by full name; one for each definition. */
export type Collections = PersistentMap<string, CollectionState>;

/** Everything of a World that changes, as one immutable value: to fork is to share it, to undo is to keep the old one. */
export interface WorldState {
  /** How many ids have been made. */
  readonly idSequence: number;
  readonly collections: Collections;
  /** Records that no collection can hold, by the name under which they were loaded; kept only to be saved again. */
  readonly unseen: ReadonlyMap<string, readonly object[]>;
}
