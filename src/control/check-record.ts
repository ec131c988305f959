import { ConstraintError } from "../world/constraint-error.js";
import { Problem, type FieldProblem } from "../emulator/problem.js";
import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import { toFullName } from "./find-kind.js";
import { restoreRecord, type RecordKind } from "./redact-record.js";

/** What is wrong with a record that is to be stored, or the record with its secrets put back. */
export type Checked = { readonly record: JsonObject } | { readonly fields: readonly FieldProblem[] };

/**
 * Judges a record by its collection's schema, once the secrets that were redacted are back in it.
 * What the record that is stored breaks already is not held against it.
 */
export function checkRecord(kind: RecordKind, sent: Json, stored: object | undefined): Checked {
  const { value: record, missing } = restoreRecord(kind, sent, stored);
  if (missing.length > 0) {
    return { fields: missing.map((field) => ({ field, message: "is redacted, and nothing is stored there" })) };
  }
  if (!isJsonObject(record)) return { fields: [{ field: "", message: "must be an object" }] };
  const { validate } = getCollection(kind);
  const known = new Set((stored ? validate(stored) : []).map(({ field, message }) => `${field} ${message}`));
  const fields = validate(record).filter(({ field, message }) => !known.has(`${field} ${message}`));
  return fields.length > 0 ? { fields: fields.map(({ field, message }) => ({ field, message })) } : { record };
}

/** As {@link checkRecord}. @throws Problem that names the fields. */
export function readRecord(kind: RecordKind, sent: Json, stored: object | undefined): JsonObject {
  const checked = checkRecord(kind, sent, stored);
  if ("record" in checked) return checked.record;
  throw new Problem("invalid-request", {
    message: `This is no record of ${toFullName(kind)}: ${describe(checked.fields)}`,
    fields: checked.fields,
  });
}

/** The fields as a sentence. */
export function describe(fields: readonly FieldProblem[]): string {
  return `${fields.map(({ field, message }) => `${field} ${message}`.trim()).join("; ")}.`;
}

/** How the collection of a kind is described. */
export function getCollection({ api, collection }: RecordKind) {
  const described = api.document.collections[collection];
  if (!described) throw new Error(`${api.name} has no collection ${collection}`);
  return described;
}

/** Runs a change of records, and words what they forbid. @throws Problem that names the fields. */
export function change<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ConstraintError)) throw error;
    const { constraint, fields, message } = error;
    if (constraint === "missing") throw new Problem("not-found", { message: `${message}.` });
    throw new Problem("conflict", {
      message: `${message}.`,
      fields: fields.map((field) => ({ field, message })),
    });
  }
}
