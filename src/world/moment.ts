import { putRecord, removeRecord } from "./collection-state.js";
import type { DefinitionSet } from "./definition-set.js";
import type { Change } from "./world.js";
import { getCollection, setCollection, type Collections, type WorldState } from "./world-state.js";

/** After how many transactions a moment keeps its records for good, so that none is further than this from one that does. */
const LONGEST_RUN = 256;

/** Transactions in a row that began with a state, and which may be done again. */
interface Run {
  readonly definitions: DefinitionSet;
  readonly start: Collections;
  /** What each of them changed. */
  readonly done: (readonly Change[])[];
}

/**
 * A World's state at one moment. Journals keep a thousand of them, each of which differs from the one before it in some
 * kilobytes of tree: so one that has passed keeps only what was changed since another, and does it again when it is asked
 * for its records. To keep the trees was a quarter of the time of a write, all of it the garbage collector's.
 */
export class Moment implements WorldState {
  readonly idSequence: number;
  readonly unseen: WorldState["unseen"];
  #collections: Collections | undefined;
  /** `undefined` for one that keeps its records. */
  readonly #run: Run | undefined;
  /** How many of the run's transactions lead to it. */
  readonly #place: number;
  #isShared = false;

  constructor({ idSequence, unseen, collections }: WorldState, run?: Run, place = 0) {
    this.idSequence = idSequence;
    this.unseen = unseen;
    this.#collections = collections;
    this.#run = run;
    this.#place = place;
  }

  get collections(): Collections {
    // One without a run has never let go of them.
    return (this.#collections ??= redo(this.#run, this.#place));
  }

  /** Sees to it that the records are kept, for somebody who begins with them. */
  share(): this {
    this.#isShared = true;
    return this;
  }

  /**
   * The moment after a transaction, which takes the place of this one. It must be told what that changed, and whether doing
   * so again, change by change, gives the same order of records.
   */
  follow(definitions: DefinitionSet, after: WorldState, changes: readonly Change[], isRepeatable: boolean): Moment {
    const next = this.#createNext(definitions, after, changes, isRepeatable);
    if (this.#run && !this.#isShared) this.#collections = undefined;
    return next;
  }

  #createNext(
    definitions: DefinitionSet,
    after: WorldState,
    changes: readonly Change[],
    isRepeatable: boolean,
  ): Moment {
    const run = this.#run ?? { definitions, start: this.collections, done: [] };
    // Somebody else went on from here already, or the run is long enough, or it can't go on.
    if (!isRepeatable || run.done.length !== this.#place || this.#place >= LONGEST_RUN) return new Moment(after);
    run.done.push(changes);
    return new Moment(after, run, this.#place + 1);
  }
}

function redo(run: Run | undefined, place: number): Collections {
  if (!run) throw new Error("a moment of a World has lost its records");
  let collections = run.start;
  for (const changes of run.done.slice(0, place)) {
    for (const change of changes) collections = redoChange(run.definitions, collections, change);
  }
  return collections;
}

function redoChange(definitions: DefinitionSet, collections: Collections, change: Change): Collections {
  const { id, after } = change;
  const definition = definitions.get(change.collection);
  const before = getCollection(collections, definition);
  const next = after ? putRecord(definition, before, id, after) : removeRecord(definition, before, id);
  return setCollection(collections, definition, next);
}
