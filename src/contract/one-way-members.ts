import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import { findAtPointer, joinPointer, type Pointer } from "../openapi/reference.js";
import type { Violation } from "../openapi/violation.js";
import { describeMembers, listSame, type DescribedMember } from "./describe-value.js";

/** What a member is called that goes one way only: not in answers, or not in requests. */
export type OneWay = "writeOnly" | "readOnly";

/** The members of a value that its schema lets go one way only. */
export function listOneWay(
  document: JsonObject,
  schema: Pointer | undefined,
  value: Json,
  mark: OneWay,
): DescribedMember[] {
  if (schema === undefined) return [];
  return [...describeMembers(document, [schema], value)].filter(({ schemas }) => isMarked(document, schemas, mark));
}

/** Whether all that a value lacks is what goes the other way only: OpenAPI asks for that there alone. */
export function isOneWayGap(
  document: JsonObject,
  schema: Pointer | undefined,
  value: Json,
  { field, keyword }: Pick<Violation, "field" | "keyword">,
  mark: OneWay,
): boolean {
  if (keyword !== "required" || schema === undefined) return false;
  const parent = field.replace(/(^|\.)[^.]+$/, "");
  const name = field.slice(parent === "" ? 0 : parent.length + 1);
  return listOwners(document, schema, value, parent).some((owner) =>
    isMarked(document, listSame(document, [joinPointer(owner, "properties", name)], null), mark),
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

function isMarked(document: JsonObject, schemas: readonly Pointer[], mark: OneWay): boolean {
  return schemas.some((pointer) => {
    const schema = findAtPointer(document, pointer);
    return isJsonObject(schema) && schema[mark] === true;
  });
}
