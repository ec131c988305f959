import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import { findAtPointer, joinPointer, type Pointer } from "../openapi/reference.js";
import type { Violation } from "../openapi/violation.js";
import { describeMembers, listSame, type DescribedMember } from "./describe-value.js";

/** The members of an answer that its schema calls `writeOnly`. */
export function listWriteOnly(document: JsonObject, schema: Pointer | undefined, value: Json): DescribedMember[] {
  if (schema === undefined) return [];
  return [...describeMembers(document, [schema], value)].filter(({ schemas }) => isMarked(document, schemas));
}

/** Whether all that an answer lacks is what is written only: OpenAPI asks for that in requests alone. */
export function isWriteOnlyGap(
  document: JsonObject,
  schema: Pointer | undefined,
  value: Json,
  { field, keyword }: Violation,
): boolean {
  if (keyword !== "required" || schema === undefined) return false;
  const parent = field.replace(/(^|\.)[^.]+$/, "");
  const name = field.slice(parent === "" ? 0 : parent.length + 1);
  return listOwners(document, schema, value, parent).some((owner) =>
    isMarked(document, listSame(document, [joinPointer(owner, "properties", name)], null)),
  );
}

function listOwners(document: JsonObject, schema: Pointer, value: Json, field: string): readonly Pointer[] {
  if (field === "") return listSame(document, [schema], value);
  for (const member of describeMembers(document, [schema], value)) {
    if (member.field === field) return member.schemas;
    // An item of a list is no member; its own members know whose they are.
    if (member.field.startsWith(`${field}.`)) return member.owners;
  }
  return [];
}

function isMarked(document: JsonObject, schemas: readonly Pointer[]): boolean {
  return schemas.some((pointer) => {
    const schema = findAtPointer(document, pointer);
    return isJsonObject(schema) && schema["writeOnly"] === true;
  });
}
