import { getIdentity, listViolations } from "./check-record.js";
import type { Collection } from "./collection.js";
import {
  type CollectionState,
  emptyCollection,
  listRecords,
  listRecordsBy,
  putRecord,
  removeRecord,
  toIndexKey,
} from "./collection-state.js";
import { ConstraintError } from "./constraint-error.js";
import type { DefinitionSet, IndexedDefinition } from "./definition-set.js";
import { findCascade, type RecordKey } from "./find-cascade.js";
import { toRecord } from "./record.js";
import type { WorldState } from "./world-state.js";

/** What the collections of one draft change together. */
export interface DraftState {
  state: WorldState;
  /** Takes note of a record that was made, replaced or deleted. */
  touch(record: RecordKey): void;
}

/** A collection as a draft shows it. */
export function createCollection(
  definitions: DefinitionSet,
  definition: IndexedDefinition,
  draft: DraftState,
): Collection<object> {
  const { name } = definition;
  const get = (): CollectionState => draft.state.collections.get(name) ?? emptyCollection;
  const find = (id: string): object | undefined => get().entries.get(id)?.record;
  const getExisting = (id: string): object => find(id) ?? missing(definition, id);
  const put = (id: string, given: object, before?: object): object => {
    const record = toRecord(definition, given);
    for (const violation of listViolations(definitions, draft.state, definition, id, record, before)) throw violation;
    change(draft, { definition, id }, (collection) => putRecord(definition, collection, id, record));
    return record;
  };
  return {
    get size() {
      return get().entries.size;
    },
    find,
    list: () => listRecords(get()),
    listBy(field, value) {
      if (field === definition.identity) return find(value) === undefined ? [] : [getExisting(value)];
      if (!definition.indexed.includes(field)) throw new RangeError(`${name} has no index of "${field}"`);
      return listRecordsBy(get(), toIndexKey(field, value));
    },
    insert(record) {
      const id = getIdentity(definition, record);
      if (find(id) !== undefined) taken(definition, id);
      return put(id, record);
    },
    replace(record) {
      const id = getIdentity(definition, record);
      return put(id, record, getExisting(id));
    },
    delete(id) {
      const record = getExisting(id);
      for (const key of findCascade(definitions, draft.state, { definition, id })) {
        change(draft, key, (collection) => removeRecord(key.definition, collection, key.id));
      }
      return record;
    },
  };
}

function change(draft: DraftState, record: RecordKey, run: (before: CollectionState) => CollectionState): void {
  draft.touch(record);
  const collections = draft.state.collections.update(record.definition.name, emptyCollection, run);
  draft.state = { ...draft.state, collections };
}

function missing({ name, identity }: IndexedDefinition, id: string): never {
  throw new ConstraintError("missing", name, [identity], `${name} has no record "${id}"`);
}

function taken({ name, identity }: IndexedDefinition, id: string): never {
  throw new ConstraintError("identity", name, [identity], `${name} has a record "${id}" already`);
}
