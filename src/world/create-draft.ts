import type { Clock } from "./clock.js";
import type { Collection } from "./collection.js";
import { addRecord, findRecord, putRecord, removeRecord } from "./collection-state.js";
import { createCollection, type DraftState } from "./create-collection.js";
import { createIds, type Machine } from "./create-ids.js";
import type { DefinitionSet, IndexedDefinition } from "./definition-set.js";
import type { Ids } from "./ids.js";
import type { Change, Draft } from "./world.js";
import { getCollection, setCollection, type Collections, type WorldState } from "./world-state.js";

/** A draft under way, as the state that it has come to, and how to get out of it what it did. */
export interface OpenDraft extends Draft, WorldState {
  /** Whether it is another state than the draft began with. */
  readonly isChanged: boolean;
  /** What is different from the state that the draft began with: one change per record. */
  listChanges(): Change[];
  /** Whether these changes, one after the other, lead to the same state, the order of the records included. */
  readonly isRepeatable: boolean;
}

/** What drafts of a World have in common. */
export interface DraftOptions {
  readonly definitions: DefinitionSet;
  readonly clock: Clock;
  readonly randomSeed: number;
  readonly machine: Machine;
}

/** Opens a draft of a state. */
export function createDraft(options: DraftOptions, clock: Clock, start: WorldState): OpenDraft {
  return new StateDraft(options, clock, start);
}

/** A class, since one is opened twice in each request: functions of its own in each were two fifths of all that a read allocated. */
class StateDraft implements OpenDraft, DraftState {
  readonly now: number;
  readonly clock: Clock;
  idSequence: number;
  collections: Collections;
  readonly unseen: WorldState["unseen"];
  isRepeatable = true;
  readonly #start: WorldState;
  readonly #options: DraftOptions;
  // Most drafts only read, and need none of what writing does.
  #touched: Map<string, Touched> | undefined;
  #ids: Ids | undefined;

  constructor(options: DraftOptions, clock: Clock, start: WorldState) {
    this.now = clock.now();
    this.clock = clock;
    this.idSequence = start.idSequence;
    this.collections = start.collections;
    this.unseen = start.unseen;
    this.#start = start;
    this.#options = options;
  }

  get isChanged(): boolean {
    return this.#touched !== undefined || this.idSequence !== this.#start.idSequence;
  }

  get randomSeed(): number {
    return this.#options.randomSeed;
  }

  get ids(): Ids {
    const { randomSeed, machine } = this.#options;
    return (this.#ids ??= createIds({ now: this.now, randomSeed, machine, takeSequence: () => this.idSequence++ }));
  }

  collection<Rec extends object>(name: string): Collection<Rec> {
    const { definitions } = this.#options;
    // As safe as the caller's word: `Draft` lets the caller name the type of the records.
    return createCollection(definitions, definitions.get(name), this) as Collection<Rec>;
  }

  put(definition: IndexedDefinition, id: string, record: object, before: object | undefined): void {
    const state = getCollection(this.collections, definition);
    const place = before === undefined ? addRecord : putRecord;
    this.collections = setCollection(this.collections, definition, place(definition, state, id, record));
    this.#touch(definition.name, id, before, record);
  }

  remove(definition: IndexedDefinition, id: string): void {
    const state = getCollection(this.collections, definition);
    this.collections = setCollection(this.collections, definition, removeRecord(definition, state, id));
    this.#touch(definition.name, id, findRecord(definition, state, id), undefined);
  }

  listChanges(): Change[] {
    const changes: Change[] = [];
    for (const touched of this.#touched?.values() ?? []) {
      if (touched.before !== touched.after) changes.push(toChange(touched));
    }
    return changes;
  }

  #touch(collection: string, id: string, before: object | undefined, after: object | undefined): void {
    this.#touched ??= new Map();
    const key = `${collection}\0${id}`;
    const known = this.#touched.get(key);
    // A record that was gone and is made again has another place, of which its change says nothing.
    if (known && !known.after && after) this.isRepeatable = false;
    this.#touched.set(key, { collection, id, before: known ? known.before : before, after });
  }
}

/** Each written out: to put objects into one another takes V8 twenty times as long. */
function toChange({ collection, id, before, after }: Touched): Change {
  if (!before) return after ? { collection, id, after } : { collection, id };
  return after ? { collection, id, before, after } : { collection, id, before };
}

/** A record that was made, replaced or deleted. */
interface Touched {
  readonly collection: string;
  readonly id: string;
  readonly before: object | undefined;
  readonly after: object | undefined;
}
