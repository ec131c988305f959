import type { Clock } from "./clock.js";
import type { Collection } from "./collection.js";
import { createCollection, type DraftState } from "./create-collection.js";
import { createIds } from "./create-ids.js";
import type { DefinitionSet } from "./definition-set.js";
import type { RecordKey } from "./find-cascade.js";
import type { Ids } from "./ids.js";
import type { Change, Draft } from "./world.js";
import type { WorldState } from "./world-state.js";

/** A draft under way, and how to get out of it what it did. */
export interface OpenDraft extends Draft {
  /** The state as the draft left it. */
  readonly state: WorldState;
  /** What is different from the state that the draft began with: one change per record. */
  listChanges(): Change[];
}

/** What drafts of a World have in common. */
export interface DraftOptions {
  readonly definitions: DefinitionSet;
  readonly clock: Clock;
  readonly randomSeed: number;
}

/** Opens a draft of a state. */
export function createDraft(options: DraftOptions, clock: Clock, start: WorldState): OpenDraft {
  return new StateDraft(options, clock, start);
}

/** A class, since one is opened twice in each request: functions of its own in each were two fifths of all that a read allocated. */
class StateDraft implements OpenDraft, DraftState {
  readonly now: number;
  readonly clock: Clock;
  state: WorldState;
  readonly #start: WorldState;
  readonly #options: DraftOptions;
  // Most drafts only read, and need none of what writing does.
  #touched: Map<string, RecordKey> | undefined;
  #ids: Ids | undefined;

  constructor(options: DraftOptions, clock: Clock, start: WorldState) {
    this.now = clock.now();
    this.clock = clock;
    this.state = start;
    this.#start = start;
    this.#options = options;
  }

  get randomSeed(): number {
    return this.#options.randomSeed;
  }

  get ids(): Ids {
    const { randomSeed } = this.#options;
    return (this.#ids ??= createIds({ now: this.now, randomSeed, takeSequence: () => this.#takeSequence() }));
  }

  collection<Rec extends object>(name: string): Collection<Rec> {
    const { definitions } = this.#options;
    // As safe as the caller's word: `Draft` lets the caller name the type of the records.
    return createCollection(definitions, definitions.get(name), this) as Collection<Rec>;
  }

  touch(record: RecordKey): void {
    this.#touched ??= new Map();
    this.#touched.set(`${record.definition.name}\0${record.id}`, record);
  }

  listChanges(): Change[] {
    if (!this.#touched) return [];
    return [...this.#touched.values()].flatMap((key) => toChange(key, this.#start, this.state));
  }

  #takeSequence(): number {
    const { idSequence } = this.state;
    this.state = { ...this.state, idSequence: idSequence + 1 };
    return idSequence;
  }
}

function toChange({ definition, id }: RecordKey, start: WorldState, end: WorldState): Change[] {
  const before = start.collections.get(definition.name)?.entries.get(id)?.record;
  const after = end.collections.get(definition.name)?.entries.get(id)?.record;
  if (before === after) return [];
  return [{ collection: definition.name, id, ...(before && { before }), ...(after && { after }) }];
}
