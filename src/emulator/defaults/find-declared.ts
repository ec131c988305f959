import type { DocumentCollection } from "../../openapi/document.js";
import { toText, type Json, type JsonObject } from "../../openapi/json.js";
import { squash } from "../../openapi/resources/word-form.js";
import type { Collection } from "../../world/collection.js";
import type { KeptRecord } from "./default-context.js";

/** What a path says of where a record is: by the name of each parameter its value, and what else stands for that. */
export type DeclaredScope = ReadonlyMap<string, readonly string[]>;

/**
 * The record of a declared collection that a path means by its last value: the one of that identity, or, where the document
 * declares a field as unique within the path's scope (`unique: [[hubId, externalId]]`), the one that has it there.
 */
export function findDeclaredRecord(
  collection: Collection<KeptRecord>,
  { unique = [] }: DocumentCollection,
  { scope, value }: { readonly scope: DeclaredScope; readonly value: string },
): KeptRecord | undefined {
  const record = collection.find(value);
  if (record) return isWithin(record, scope) ? record : undefined;
  const names = new Set([...scope.keys()].map(squash));
  for (const fields of unique) {
    const [own, ...others] = fields.filter((field) => !names.has(squash(field)));
    if (own === undefined || others.length > 0) continue;
    const found = collection.list().find((candidate) => toText(candidate[own]) === value && isWithin(candidate, scope));
    if (found) return found;
  }
  return undefined;
}

/** Whether a record's own fields agree with the path's values, as far as fields have their names. */
export function isWithin(record: KeptRecord, scope: DeclaredScope): boolean {
  return [...scope].every(([name, values]) => {
    const field = Object.keys(record).find((candidate) => squash(candidate) === squash(name));
    return field === undefined || values.includes(toText(record[field]));
  });
}

/** The path's values in the fields that are called as they are. */
export function nameFields(fields: readonly string[], path: DeclaredScope): JsonObject {
  const named = [...path].flatMap(([name, [value = ""]]): [string, Json][] => {
    const field = fields.find((candidate) => squash(candidate) === squash(name));
    return field === undefined ? [] : [[field, value]];
  });
  return Object.fromEntries(named);
}
