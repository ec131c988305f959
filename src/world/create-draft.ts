import type { Clock } from "./clock.js";
import type { Collection } from "./collection.js";
import { createCollection, type DraftState } from "./create-collection.js";
import { createIds } from "./create-ids.js";
import type { DefinitionSet } from "./definition-set.js";
import type { RecordKey } from "./find-cascade.js";
import type { Change, Draft } from "./world.js";
import type { WorldState } from "./world-state.js";

/** A draft under way, and how to get out of it what it did. */
export interface OpenDraft {
  readonly draft: Draft;
  /** The state as the draft left it. */
  readonly getState: () => WorldState;
  /** What is different from the state that the draft began with: one change per record. */
  readonly listChanges: () => Change[];
}

/** What drafts of a World have in common. */
export interface DraftOptions {
  readonly definitions: DefinitionSet;
  readonly clock: Clock;
  readonly randomSeed: number;
}

/** Opens a draft of a state. */
export function createDraft({ definitions, clock, randomSeed }: DraftOptions, start: WorldState): OpenDraft {
  const touched = new Map<string, RecordKey>();
  const draftState: DraftState = {
    state: start,
    touch: (record) => void touched.set(`${record.definition.name}\0${record.id}`, record),
  };
  const now = clock.now();
  const takeSequence = (): number => {
    const { idSequence } = draftState.state;
    draftState.state = { ...draftState.state, idSequence: idSequence + 1 };
    return idSequence;
  };
  const draft: Draft = {
    now,
    clock,
    ids: createIds({ now, randomSeed, takeSequence }),
    collection<Rec extends object>(name: string): Collection<Rec> {
      const collection = createCollection(definitions, definitions.get(name), draftState);
      // As safe as the caller's word: `Draft` lets the caller name the type of the records.
      return collection as Collection<Rec>;
    },
  };
  return {
    draft,
    getState: () => draftState.state,
    listChanges: () => [...touched.values()].flatMap((key) => toChange(key, start, draftState.state)),
  };
}

function toChange({ definition, id }: RecordKey, start: WorldState, end: WorldState): Change[] {
  const before = start.collections.get(definition.name)?.entries.get(id)?.record;
  const after = end.collections.get(definition.name)?.entries.get(id)?.record;
  if (before === after) return [];
  return [{ collection: definition.name, id, ...(before && { before }), ...(after && { after }) }];
}
