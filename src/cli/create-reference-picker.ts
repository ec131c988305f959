import type { Chance } from "../openapi/values/chance.js";
import type { CollectionDefinition } from "../world/collection-definition.js";
import { readField } from "../world/record.js";
import type { Draft } from "../world/world.js";

/** What picking references needs. */
export interface ReferencePickerOptions {
  readonly draft: Draft;
  readonly chance: Chance;
  readonly definitions: readonly CollectionDefinition[];
  /** Of the collection whose records will refer to others. */
  readonly definition: CollectionDefinition;
}

/**
 * Picks existing records for a new one to refer to, as values by field. What they refer to in turn agrees: a record that
 * refers to a user and to a hub gets that user's own hub. Gives a collection's full name where that has no record to pick.
 */
export function createReferencePicker({ draft, chance, definitions, definition }: ReferencePickerOptions) {
  const find = (name: string) => definitions.find((candidate) => candidate.name === name);
  const targets = new Set(Object.values(definition.references).map(({ collection }) => collection));
  const countShared = (name: string): number =>
    Object.values(find(name)?.references ?? {}).filter(({ collection }) => targets.has(collection)).length;
  // Who refers to others is picked before them, and decides about them.
  const fields = Object.entries(definition.references).toSorted(
    ([, a], [, b]) => countShared(b.collection) - countShared(a.collection),
  );
  const listCandidates = createCandidateLists(draft);
  return function pick(): Record<string, string> | string {
    const known = new Map<string, string>();
    const picked: Record<string, string> = {};
    for (const [field, { collection: name }] of fields) {
      const target = find(name);
      const candidates = target ? listCandidates(target, known) : [];
      const id = known.get(name) ?? (candidates.length > 0 ? chance.pick(candidates) : undefined);
      if (!target || id === undefined) return name;
      picked[field] = id;
      learn(draft, target, id, known);
    }
    return picked;
  };
}

/** Takes note of a record that was picked, and of those that it refers to. */
function learn(draft: Draft, target: CollectionDefinition, id: string, known: Map<string, string>): void {
  known.set(target.name, id);
  const record = draft.collection<object>(target.name).find(id);
  for (const [field, { collection }] of Object.entries(target.references)) {
    const value = record && readField(record, field);
    if (typeof value === "string" && !known.has(collection)) known.set(collection, value);
  }
}

/** Lists the ids of a collection's records that agree with what is known; each list is made once. */
function createCandidateLists(draft: Draft) {
  const lists = new Map<string, readonly string[]>();
  return (target: CollectionDefinition, known: ReadonlyMap<string, string>): readonly string[] => {
    const wanted = Object.entries(target.references).flatMap(([field, { collection }]) => {
      const value = known.get(collection);
      return value === undefined ? [] : [[field, value] as const];
    });
    const key = JSON.stringify([target.name, wanted]);
    const list = lists.get(key) ?? listIds(draft, target, wanted);
    lists.set(key, list);
    return list;
  };
}

function listIds(
  draft: Draft,
  { name, identity }: CollectionDefinition,
  wanted: readonly (readonly [field: string, value: string])[],
): string[] {
  return draft
    .collection<object>(name)
    .list()
    .filter((record) => wanted.every(([field, value]) => readField(record, field) === value))
    .map((record) => readField(record, identity))
    .filter((id) => typeof id === "string");
}
