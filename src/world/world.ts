import type { Clock } from "./clock.js";
import type { Collection } from "./collection.js";
import type { Ids } from "./ids.js";

/** Everything that changes while the stand-in runs. */
export interface World {
  readonly clock: Clock;
  /** The number from which ids are made. */
  readonly randomSeed: number;
  /**
   * Runs a function on a draft of this World and keeps what it did, or nothing at all when it throws.
   * The function is synchronous: no two transactions of a World ever overlap.
   */
  transact<Result>(run: (draft: Draft) => Result): Committed<Result>;
  /** A draft to read from, whose changes are thrown away. */
  read(): Draft;
  /** A World of its own that starts from this one's state; takes no time that grows with the records. */
  fork(): World;
  /** This moment's state as plain data, as a state file keeps it. */
  freeze(): FrozenWorld;
}

/** A World's records as a function under way sees and changes them. */
export interface Draft {
  /** Milliseconds since 1970, the same through the whole transaction. */
  readonly now: number;
  readonly clock: Clock;
  readonly ids: Ids;
  /** The collection of that full name (`api.collection`). The caller names the type of its records. */
  collection<Rec extends object>(name: string): Collection<Rec>;
}

/** What a transaction gave, and what it changed. */
export interface Committed<Result> {
  readonly result: Result;
  readonly changes: readonly Change[];
}

/** One record before and after a transaction; without `before` it was made, without `after` deleted. */
export interface Change {
  /** Full name, `api.collection`. */
  readonly collection: string;
  readonly id: string;
  readonly before?: object;
  readonly after?: object;
}

/** A World's state as plain data. */
export interface FrozenWorld {
  readonly randomSeed: number;
  /** How many ids have been made. */
  readonly idSequence: number;
  /** Records by full collection name, in creation order. */
  readonly collections: Readonly<Record<string, readonly object[]>>;
}
