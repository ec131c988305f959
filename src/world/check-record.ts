import { toUniqueKey } from "./collection-index.js";
import { findRecord, iterateRecordsBy } from "./collection-state.js";
import { ConstraintError } from "./constraint-error.js";
import type { DefinitionSet, IndexedDefinition } from "./definition-set.js";
import { listStrings, readField } from "./record.js";
import { getCollection, type WorldState } from "./world-state.js";

/** A record's identity. @throws ConstraintError when it is not a string with something in it. */
export function getIdentity(definition: IndexedDefinition, record: object): string {
  const id = readField(record, definition.identity);
  if (typeof id === "string" && id !== "") return id;
  const { name, identity } = definition;
  throw new ConstraintError("identity", name, [identity], `a record of ${name} needs a string as its "${identity}"`);
}

/**
 * What a record would break if it were put under that identity.
 * What `before` broke already is not held against it, so that a record which once was allowed can still be changed.
 */
export function listViolations(
  definitions: DefinitionSet,
  state: Pick<WorldState, "collections">,
  definition: IndexedDefinition,
  id: string,
  record: object,
  before?: object,
): readonly ConstraintError[] {
  const violations: ConstraintError[] = [];
  addUniqueViolations(violations, state, definition, id, record, before);
  addReferenceViolations(violations, definitions, state, definition, id, record, before);
  return violations;
}

function addUniqueViolations(
  violations: ConstraintError[],
  state: Pick<WorldState, "collections">,
  definition: IndexedDefinition,
  id: string,
  record: object,
  before: object | undefined,
): void {
  const { name, unique } = definition;
  if (unique.length === 0) return;
  const collection = getCollection(state.collections, definition);
  for (const fields of unique) {
    const key = toUniqueKey(fields, record);
    if (key === undefined || (before !== undefined && toUniqueKey(fields, before) === key)) continue;
    for (const found of iterateRecordsBy(collection, key)) {
      const other = getIdentity(definition, found);
      if (other === id) continue;
      const values = fields.map((field) => `${field} ${JSON.stringify(readField(record, field))}`).join(", ");
      violations.push(new ConstraintError("unique", name, fields, `${name} "${id}": ${values} is taken by "${other}"`));
      break;
    }
  }
}

function addReferenceViolations(
  violations: ConstraintError[],
  definitions: DefinitionSet,
  state: Pick<WorldState, "collections">,
  { name, references, referenceFields }: IndexedDefinition,
  id: string,
  record: object,
  before: object | undefined,
): void {
  for (const field of referenceFields) {
    const known = before && new Set(listStrings(before, field));
    const target = definitions.get(references[field]?.collection ?? "");
    const targets = getCollection(state.collections, target);
    for (const value of listStrings(record, field)) {
      const isItself = target.name === name && value === id;
      if (known?.has(value) === true || isItself || findRecord(target, targets, value)) continue;
      const message = `${name} "${id}": ${field} refers to ${target.name} "${value}", which does not exist`;
      violations.push(new ConstraintError("reference", name, [field], message));
    }
  }
}
