import type { DocumentCollection } from "../../openapi/document.js";
import type { Json } from "../../openapi/json.js";
import { hasType } from "../../openapi/resources/schema-place.js";
import { squash } from "../../openapi/resources/word-form.js";
import { toTime } from "./change-record.js";
import type { DefaultContext, KeptRecord } from "./default-context.js";

const FLAG = /^(is)?(deleted|removed|archived)$/;
const TIME = /^(deleted|removed|archived)(at|on|date|time)$/;

/** The field by which a collection that is declared with `cleanup: soft` tells that a record is deleted. */
export function findDeletedField({ cleanup, fields }: DocumentCollection): string | undefined {
  if (cleanup !== "soft") return undefined;
  return [FLAG, TIME].map((pattern) => fields.find((field) => pattern.test(squash(field)))).find(Boolean);
}

/** Whether a record was deleted softly: no list has it any more, and it can be read. */
export function isDeletedSoftly(collection: DocumentCollection, record: KeptRecord): boolean {
  const field = findDeletedField(collection);
  const value = field === undefined ? undefined : record[field];
  return value !== undefined && value !== null && value !== false;
}

/** A record with the mark of one that is deleted: `true`, or when it was. */
export function markDeleted(
  context: DefaultContext,
  { collection, field }: { readonly collection: DocumentCollection; readonly field: string },
  { record, now }: { readonly record: KeptRecord; readonly now: number },
): KeptRecord {
  const { schema } = context.places.reader.findPart(collection.schema, field);
  const { type } = context.places.reader.describe(schema);
  const isFlag = type === undefined ? FLAG.test(squash(field)) : hasType(type, "boolean");
  const mark: Json = isFlag ? true : (toTime(context, schema, now) ?? true);
  return { ...record, [field]: mark };
}
