import type { DocumentCollection } from "../../openapi/document.js";
import type { DefaultCall, KeptRecord } from "./default-context.js";
import { findDeletedField, isDeletedSoftly } from "./soft-delete.js";
import { findTenancy, isOwn } from "./tenancy.js";

/** The records of a declared collection that a caller may see in a list. */
export function listDeclared(
  asked: DefaultCall,
  collection: DocumentCollection,
  records: readonly KeptRecord[],
): readonly KeptRecord[] {
  const tenancy = findTenancy(asked, collection);
  const field = findDeletedField(collection);
  // Who asks for those that are deleted is shown them.
  const isAsked = field !== undefined && asked.call.params.query[field] !== undefined;
  return records.filter((record) => isOwn(tenancy, record) && (isAsked || !isDeletedSoftly(collection, record)));
}
