import type { Collection } from "../world/collection.js";
import type { ApiDraft } from "./behaviour.js";
import type { ServedApi } from "./served-api.js";

/** One look of a behaviour into a collection. */
export interface Lookup {
  /** Full name, `api.collection`. */
  readonly collection: string;
  /** The field by which records were looked for; `undefined` when all of them were wanted. */
  readonly field?: string;
  readonly value?: string;
  /** Identities of the records that were there, the first of many. */
  readonly found: readonly string[];
  /** How many were there. */
  readonly count: number;
}

/** How many identities of one lookup are told, and how many lookups. */
const MOST_FOUND = 20;
const MOST_LOOKUPS = 100;

/** A draft that notes what is looked for in it. */
export function noteLookups(api: ServedApi, draft: ApiDraft, note: (lookup: Lookup) => void): ApiDraft {
  const { collections } = api.document;
  return {
    now: draft.now,
    randomSeed: draft.randomSeed,
    get ids() {
      return draft.ids;
    },
    timestamp: () => draft.timestamp(),
    timestampAfter: (previous) => draft.timestampAfter(previous),
    collection<Rec extends object>(name: string): Collection<Rec> {
      const identity = collections[name]?.identity ?? "id";
      const report = (records: readonly object[], by: Pick<Lookup, "field" | "value">) => {
        const found = records.slice(0, MOST_FOUND).map((record) => String(Reflect.get(record, identity)));
        note({ collection: `${api.name}.${name}`, ...by, found, count: records.length });
      };
      return watch(draft.collection<Rec>(name), identity, report);
    },
  };
}

function watch<Rec extends object>(
  collection: Collection<Rec>,
  identity: string,
  report: (records: readonly Rec[], by: Pick<Lookup, "field" | "value">) => void,
): Collection<Rec> {
  return {
    get size() {
      return collection.size;
    },
    find(id) {
      const record = collection.find(id);
      report(record ? [record] : [], { field: identity, value: id });
      return record;
    },
    list() {
      const records = collection.list();
      report(records, {});
      return records;
    },
    listBy(field, value) {
      const records = collection.listBy(field, value);
      report(records, { field, value });
      return records;
    },
    insert: (record) => collection.insert(record),
    replace: (record) => collection.replace(record),
    delete: (id) => collection.delete(id),
  };
}

/** Collects lookups, each that is like another once. */
export function createLookupList(): { readonly note: (lookup: Lookup) => void; list(): readonly Lookup[] } {
  const byText = new Map<string, Lookup>();
  return {
    note(lookup) {
      if (byText.size < MOST_LOOKUPS) byText.set(JSON.stringify(lookup), lookup);
    },
    list: () => [...byText.values()],
  };
}
