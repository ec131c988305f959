import type { Clock } from "./clock.js";
import type { Collection } from "./collection.js";
import type { Ids } from "./ids.js";

/** The records of a stand-in and the ids that it makes: what changes with its requests. */
export interface World {
  /** Tells the time of transactions that bring no clock reading of their own. */
  readonly clock: Clock;
  /** The number from which ids are made. */
  readonly randomSeed: number;
  /**
   * Runs a function on a draft of this World and keeps what it did, or nothing at all when it throws.
   * The function is synchronous: no two transactions of a World ever overlap.
   */
  transact<Result>(run: (draft: Draft) => Result, clock?: Clock): Committed<Result>;
  /** A draft to read from, whose changes are thrown away. */
  read(clock?: Clock): Draft;
  /** This moment, to come back to; takes no time that grows with the records. */
  mark(): Mark;
  /** Goes back, or on, to a moment of this World or of one that was forked from it. */
  returnTo(mark: Mark): void;
  /** A World of its own that starts from this moment, or from another; takes no time that grows with the records. */
  fork(clock?: Clock, mark?: Mark): World;
  /** This moment's state, or another's, as plain data, as a state file keeps it. */
  freeze(mark?: Mark): FrozenWorld;
  /** The same, to be gone through little by little, whatever becomes of the World meanwhile: a large one takes long to freeze. */
  iterate(mark?: Mark): IterableWorld;
  /** A moment out of plain data, and what of it does not fit. */
  thaw(frozen: FrozenWorld): { readonly mark: Mark; readonly complaints: readonly string[] };
}

/** A moment of a World. What it holds is the World's own affair. */
export interface Mark {
  /** How many ids had been made. */
  readonly idSequence: number;
}

/** A World's records as a function under way sees and changes them. */
export interface Draft {
  /** Milliseconds since 1970, the same through the whole transaction. */
  readonly now: number;
  readonly clock: Clock;
  /** The World's: from which all that is generated follows. */
  readonly randomSeed: number;
  readonly ids: Ids;
  /** The collection of that full name (`api.collection`). The caller names the type of its records. */
  collection<Rec extends object>(name: string): Collection<Rec>;
}

/** What a transaction gave, and what it changed. */
export interface Committed<Result> {
  readonly result: Result;
  readonly changes: readonly Change[];
  /** The World as the transaction left it. */
  readonly after: Mark;
}

/** One record before and after a transaction; without `before` it was made, without `after` deleted. */
export interface Change {
  /** Full name, `api.collection`. */
  readonly collection: string;
  readonly id: string;
  readonly before?: object;
  readonly after?: object;
}

/** A World's state, whose records may be gone through once. */
export interface IterableWorld {
  readonly randomSeed: number;
  /** How many ids have been made. */
  readonly idSequence: number;
  /** Records by full collection name, in creation order. */
  readonly collections: Readonly<Record<string, Iterable<object>>>;
  /** Worlds that were forked from this one and are to be kept with it, by name. */
  readonly sessions?: Readonly<Record<string, IterableWorld>>;
}

/** A World's state as plain data. */
export interface FrozenWorld extends IterableWorld {
  readonly collections: Readonly<Record<string, readonly object[]>>;
  readonly sessions?: Readonly<Record<string, FrozenWorld>>;
}
