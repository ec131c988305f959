import { getIdentity, listViolations } from "./check-record.js";
import type { Collection } from "./collection.js";
import { toIndexKey } from "./collection-index.js";
import { type CollectionState, findRecord, listRecords, listRecordsBy } from "./collection-state.js";
import { ConstraintError } from "./constraint-error.js";
import type { DefinitionSet, IndexedDefinition } from "./definition-set.js";
import { findCascade } from "./find-cascade.js";
import { toRecord } from "./record.js";
import { getCollection, type WorldState } from "./world-state.js";

/** What the collections of one draft read and change together. */
export interface DraftState extends Pick<WorldState, "collections"> {
  /** Puts a record that is allowed in the place of `before`, which has its identity, or makes it. */
  put(definition: IndexedDefinition, id: string, record: object, before: object | undefined): void;
  remove(definition: IndexedDefinition, id: string): void;
}

/** A collection as a draft shows it. */
export function createCollection(
  definitions: DefinitionSet,
  definition: IndexedDefinition,
  draft: DraftState,
): Collection<object> {
  return new DraftCollection(definitions, definition, draft);
}

/** A class for the reason that a draft is one: each request opens several. */
class DraftCollection implements Collection<object> {
  readonly #definitions: DefinitionSet;
  readonly #definition: IndexedDefinition;
  readonly #draft: DraftState;

  constructor(definitions: DefinitionSet, definition: IndexedDefinition, draft: DraftState) {
    this.#definitions = definitions;
    this.#definition = definition;
    this.#draft = draft;
  }

  get size(): number {
    return this.#getState().places.size;
  }

  find(id: string): object | undefined {
    return findRecord(this.#definition, this.#getState(), id);
  }

  list(): readonly object[] {
    return listRecords(this.#getState());
  }

  listBy(field: string, value: string): readonly object[] {
    const { name, identity, indexed } = this.#definition;
    if (field === identity) {
      const record = this.find(value);
      return record === undefined ? [] : [record];
    }
    if (!indexed.includes(field)) throw new RangeError(`${name} has no index of "${field}"`);
    return listRecordsBy(this.#getState(), toIndexKey(field, value));
  }

  insert(record: object): object {
    const id = getIdentity(this.#definition, record);
    if (this.find(id) !== undefined) taken(this.#definition, id);
    return this.#put(id, record);
  }

  replace(record: object): object {
    const id = getIdentity(this.#definition, record);
    return this.#put(id, record, this.#getExisting(id));
  }

  delete(id: string): object {
    const record = this.#getExisting(id);
    const key = { definition: this.#definition, id };
    for (const doomed of findCascade(this.#definitions, this.#draft, key)) {
      this.#draft.remove(doomed.definition, doomed.id);
    }
    return record;
  }

  #getState(): CollectionState {
    return getCollection(this.#draft.collections, this.#definition);
  }

  #getExisting(id: string): object {
    return this.find(id) ?? missing(this.#definition, id);
  }

  #put(id: string, given: object, before?: object): object {
    const definition = this.#definition;
    const record = toRecord(definition, given);
    const [violation] = listViolations(this.#definitions, this.#draft, definition, id, record, before);
    if (violation) throw violation;
    this.#draft.put(definition, id, record, before);
    return record;
  }
}

function missing({ name, identity }: IndexedDefinition, id: string): never {
  throw new ConstraintError("missing", name, [identity], `${name} has no record "${id}"`);
}

function taken({ name, identity }: IndexedDefinition, id: string): never {
  throw new ConstraintError("identity", name, [identity], `${name} has a record "${id}" already`);
}
