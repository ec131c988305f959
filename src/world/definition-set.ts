import type { CollectionDefinition, ReferenceDefinition } from "./collection-definition.js";
import { createFieldTexts, type FieldTexts } from "./field-texts.js";

/** All collections of a World, with what can be worked out once from their definitions. */
export interface DefinitionSet {
  readonly all: readonly IndexedDefinition[];
  /** The definition of that full name, or `undefined`. */
  find(name: string): IndexedDefinition | undefined;
  /** The definition of that full name. @throws RangeError when there is none. */
  get(name: string): IndexedDefinition;
  /** The references that lead to a collection. */
  listReferrers(name: string): readonly Referrer[];
}

/** A definition with what insert, replace and `listBy` need of it. */
export interface IndexedDefinition extends CollectionDefinition {
  /** Which of its set it is, from 0 on. */
  readonly place: number;
  /** Fields that `listBy` can ask for: those of references and of unique keys. */
  readonly indexed: readonly string[];
  /** Fields that refer to another collection. */
  readonly referenceFields: readonly string[];
  /** Place of each field in a record. */
  readonly fieldRanks: ReadonlyMap<string, number>;
  readonly texts: FieldTexts;
}

/** A field of one collection that refers to another. */
export interface Referrer extends Pick<ReferenceDefinition, "onDelete"> {
  readonly definition: IndexedDefinition;
  readonly field: string;
}

/** Works out a World's definitions once. @throws RangeError when a name is there twice, or a reference leads to an unknown collection. */
export function createDefinitionSet(definitions: readonly CollectionDefinition[]): DefinitionSet {
  const all = definitions.map(toIndexed);
  const byName = new Map(all.map((definition) => [definition.name, definition]));
  if (byName.size < all.length) throw new RangeError("two collections have the same name");
  const referrers = toReferrers(all, byName);
  return {
    all,
    find: (name) => byName.get(name),
    get(name) {
      const definition = byName.get(name);
      if (definition === undefined) {
        throw new RangeError(`no collection "${name}": there are ${[...byName.keys()].join(", ")}`);
      }
      return definition;
    },
    listReferrers: (name) => referrers.get(name) ?? [],
  };
}

function toIndexed(definition: CollectionDefinition, place: number): IndexedDefinition {
  return {
    ...definition,
    place,
    referenceFields: Object.keys(definition.references),
    indexed: [...new Set([...Object.keys(definition.references), ...definition.unique.flat()])],
    fieldRanks: new Map(definition.fields.map((field, rank) => [field, rank])),
    texts: createFieldTexts(definition.fields),
  };
}

function toReferrers(
  all: readonly IndexedDefinition[],
  byName: ReadonlyMap<string, IndexedDefinition>,
): Map<string, Referrer[]> {
  const referrers = new Map<string, Referrer[]>(all.map((definition) => [definition.name, []]));
  for (const definition of all) {
    for (const [field, { collection, onDelete }] of Object.entries(definition.references)) {
      if (!byName.has(collection)) {
        throw new RangeError(`${definition.name}.${field} refers to "${collection}", which is not a collection`);
      }
      referrers.get(collection)?.push({ definition, field, onDelete });
    }
  }
  return referrers;
}
