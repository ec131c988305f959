import type { Clock } from "./clock.js";
import type { CollectionDefinition } from "./collection-definition.js";
import { iterateRecords } from "./collection-state.js";
import { toMachine } from "./create-ids.js";
import { createDraft, type DraftOptions } from "./create-draft.js";
import { createDefinitionSet } from "./definition-set.js";
import { loadState } from "./load-state.js";
import { Moment } from "./moment.js";
import type { Change, Committed, Draft, FrozenWorld, IterableWorld, Mark, World } from "./world.js";
import { getCollection, type WorldState } from "./world-state.js";

/** What a World is made of. */
export interface WorldOptions {
  /** All collections that it will ever hold. */
  readonly definitions: readonly CollectionDefinition[];
  /** The number from which ids are made; to go on as a frozen World would have, pass that one's. */
  readonly randomSeed: number;
  readonly clock: Clock;
  /** The state to start with; nothing is in the World without it. */
  readonly frozen?: FrozenWorld;
}

/** A World that says what of its start does not fit its definitions. */
export interface LoadedWorld extends World {
  /** One sentence for each record that does not fit: it is kept all the same. */
  readonly complaints: readonly string[];
}

/**
 * Makes a World. Records of `frozen` that do not fit are kept and named in `complaints`; those that no collection can
 * hold (no identity, the identity of another, no such collection) are not seen, but are in `freeze()` as they came.
 * @throws RangeError when two definitions have one name, or a reference leads to a collection without a definition.
 */
export function createWorld({ definitions, randomSeed, clock, frozen }: WorldOptions): LoadedWorld {
  const options = {
    definitions: createDefinitionSet(definitions),
    randomSeed,
    machine: toMachine(randomSeed),
    clock,
  };
  const { state, listComplaints } = loadState(
    options.definitions,
    frozen ?? { randomSeed, idSequence: 0, collections: {} },
  );
  return {
    ...toWorld(options, new Moment(state)),
    get complaints() {
      return listComplaints();
    },
  };
}

function toWorld(options: DraftOptions, start: Moment): World {
  const { clock, randomSeed, definitions } = options;
  let state = start;
  let busy = false;
  return {
    clock,
    randomSeed,
    transact<Result>(run: (draft: Draft) => Result, at: Clock = clock): Committed<Result> {
      if (busy) throw new Error("a transaction of this World is under way: a second one inside it would be lost");
      busy = true;
      try {
        const draft = createDraft(options, at, state);
        const result = run(draft);
        refuseUnfinished(result);
        if (!draft.isChanged) return { result, changes: NO_CHANGES, after: state };
        const changes = draft.listChanges();
        state = state.follow(definitions, draft, changes, draft.isRepeatable);
        return { result, changes, after: state };
      } finally {
        busy = false;
      }
    },
    read: (at = clock) => createDraft(options, at, state),
    mark: () => state,
    returnTo(mark) {
      state = toMoment(mark);
    },
    fork: (at = clock, mark = state) => toWorld({ ...options, clock: at }, toMoment(mark).share()),
    freeze: (mark = state) => freezeState(options, toMoment(mark)),
    iterate: (mark = state) => iterateState(options, toMoment(mark)),
    thaw(frozen) {
      const { state: thawed, listComplaints } = loadState(options.definitions, frozen);
      return {
        mark: new Moment(thawed),
        get complaints() {
          return listComplaints();
        },
      };
    },
  };
}

const NO_CHANGES: readonly Change[] = [];

/** A mark is the moment itself, of which the outside sees no more than its type says. */
function toMoment(mark: Mark): Moment {
  return mark as Moment;
}

/** What a transaction does after its function has returned would be lost without a word. */
function refuseUnfinished(result: unknown): void {
  if (result instanceof Promise) {
    // The promise is given up here; that it may fail later is of no more interest.
    result.catch(() => undefined);
    throw new TypeError("a transaction's function must be synchronous, and this one gave a promise");
  }
}

function freezeState(options: DraftOptions, state: WorldState): FrozenWorld {
  const { collections, ...rest } = iterateState(options, state);
  const records = Object.entries(collections).map(([name, some]): [string, object[]] => [name, [...some]]);
  return { ...rest, collections: Object.fromEntries(records) };
}

function iterateState({ definitions, randomSeed }: DraftOptions, state: WorldState): Omit<IterableWorld, "sessions"> {
  const { idSequence, collections, unseen } = state;
  const names = new Set([...definitions.all.map((definition) => definition.name), ...unseen.keys()]);
  const records = Array.from(names, (name): [string, Iterable<object>] => {
    const definition = definitions.find(name);
    const seen = definition ? iterateRecords(getCollection(collections, definition)) : [];
    return [name, concatenate(seen, unseen.get(name))];
  });
  return { randomSeed, idSequence, collections: Object.fromEntries(records) };
}

function* concatenate(first: Iterable<object>, second: Iterable<object> = []): Generator<object> {
  yield* first;
  yield* second;
}
