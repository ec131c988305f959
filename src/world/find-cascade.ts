import { getIdentity } from "./check-record.js";
import { toIndexKey } from "./collection-index.js";
import { iterateRecordsBy } from "./collection-state.js";
import { ConstraintError } from "./constraint-error.js";
import type { DefinitionSet, IndexedDefinition, Referrer } from "./definition-set.js";
import { getCollection, type WorldState } from "./world-state.js";

/** One record of a World. */
export interface RecordKey {
  readonly definition: IndexedDefinition;
  readonly id: string;
}

/**
 * What goes when a record is deleted: itself, and all that refers to it by `cascade`, and what refers to those.
 * @throws ConstraintError when something that would stay refers to one of them by `restrict`.
 */
export function findCascade(
  definitions: DefinitionSet,
  state: Pick<WorldState, "collections">,
  first: RecordKey,
): readonly RecordKey[] {
  const doomed = new Map([[toText(first), first]]);
  // A Map's iteration reaches what is added meanwhile, so that the cascade goes on until nothing new comes.
  for (const record of doomed.values()) {
    for (const referring of listReferring(definitions, state, record, "cascade")) {
      const text = toText(referring);
      if (!doomed.has(text)) doomed.set(text, referring);
    }
  }
  for (const record of doomed.values()) {
    for (const referring of listReferring(definitions, state, record, "restrict")) {
      if (!doomed.has(toText(referring))) throw toRefusal(record, referring);
    }
  }
  return [...doomed.values()];
}

function* listReferring(
  definitions: DefinitionSet,
  state: Pick<WorldState, "collections">,
  { definition, id }: RecordKey,
  onDelete: Referrer["onDelete"],
): Generator<RecordKey & { readonly field: string }> {
  for (const referrer of definitions.listReferrers(definition.name)) {
    if (referrer.onDelete !== onDelete) continue;
    const collection = getCollection(state.collections, referrer.definition);
    for (const referring of iterateRecordsBy(collection, toIndexKey(referrer.field, id))) {
      yield { definition: referrer.definition, id: getIdentity(referrer.definition, referring), field: referrer.field };
    }
  }
}

function toRefusal(record: RecordKey, referring: RecordKey & { readonly field: string }): ConstraintError {
  const { definition, id, field } = referring;
  const message = `${record.definition.name} "${record.id}" is still referred to by ${definition.name} "${id}" (${field})`;
  return new ConstraintError("reference", definition.name, [field], message);
}

function toText({ definition, id }: RecordKey): string {
  return `${definition.name}\0${id}`;
}
