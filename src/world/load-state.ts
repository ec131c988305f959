import { getIdentity, listViolations } from "./check-record.js";
import { type CollectionState, listRecords, toCollectionState } from "./collection-state.js";
import type { DefinitionSet, IndexedDefinition } from "./definition-set.js";
import { readField, toRecord } from "./record.js";
import { toSlots } from "./slots.js";
import type { FrozenWorld } from "./world.js";
import { getCollection, type WorldState } from "./world-state.js";

/** A state made from plain data, and what of the data no longer fits its definitions. */
export interface LoadedState {
  readonly state: WorldState;
  /** One sentence for each record that does not fit; the record is kept all the same. All are judged when somebody asks. */
  readonly listComplaints: () => readonly string[];
}

/** Makes a World's state from plain data; loses nothing of it, whether it fits or not. */
export function loadState(definitions: DefinitionSet, frozen: FrozenWorld): LoadedState {
  const unseen = new Map<string, readonly object[]>();
  const complaints: string[] = [];
  const given = new Map(Object.entries(frozen.collections));
  const collections = definitions.all.map((definition) => {
    const { collection, misfits } = loadCollection(definition, given.get(definition.name) ?? []);
    given.delete(definition.name);
    if (misfits.length > 0)
      unseen.set(
        definition.name,
        misfits.map((misfit) => misfit.record),
      );
    complaints.push(...misfits.map((misfit) => misfit.complaint));
    return collection;
  });
  for (const [name, records] of given) {
    unseen.set(name, records);
    if (isServed(definitions, name) && records.length > 0) {
      complaints.push(`there is no collection ${name} any more: its ${records.length} records are kept, unseen`);
    }
  }
  const state = { idSequence: frozen.idSequence, collections: toSlots(collections), unseen };
  let unjudged: WorldState | undefined = state;
  return {
    state,
    listComplaints() {
      if (unjudged) complaints.push(...listMisfits(definitions, unjudged));
      unjudged = undefined;
      return complaints;
    },
  };
}

interface Misfit {
  readonly record: object;
  readonly complaint: string;
}

function loadCollection(
  definition: IndexedDefinition,
  records: readonly object[],
): { collection: CollectionState; misfits: Misfit[] } {
  const { name, identity } = definition;
  const misfits: Misfit[] = [];
  const fitting = new Map<string, object>();
  for (const [index, given] of records.entries()) {
    const record = toRecord(definition, given);
    const id = readField(record, identity);
    if (typeof id !== "string" || id === "") {
      misfits.push({ record, complaint: `${name}[${index}] has no "${identity}": it is kept, unseen` });
    } else if (fitting.has(id)) {
      misfits.push({
        record,
        complaint: `${name}[${index}] has the "${identity}" of another, "${id}": it is kept, unseen`,
      });
    } else {
      fitting.set(id, record);
    }
  }
  return { collection: toCollectionState(definition, fitting), misfits };
}

function listMisfits(definitions: DefinitionSet, state: WorldState): string[] {
  return definitions.all.flatMap((definition) =>
    listRecords(getCollection(state.collections, definition)).flatMap((record) => {
      const id = getIdentity(definition, record);
      return listViolations(definitions, state, definition, id, record).map(({ message }) => message);
    }),
  );
}

/** Whether the collection belongs to an API that has collections: those of an API that is not served are nobody's concern. */
function isServed(definitions: DefinitionSet, name: string): boolean {
  const api = name.split(".", 1)[0];
  return definitions.all.some((definition) => definition.name.split(".", 1)[0] === api);
}
