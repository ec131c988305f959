import type { Json, JsonObject } from "../openapi/json.js";
import type { Pointer } from "../openapi/reference.js";
import type { Violation } from "../openapi/violation.js";
import { listMembers, type DescribedMember } from "./describe-value.js";
import { listAt, listBelow, listSame, type SchemaNode } from "./schema-node.js";

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
  return listMembers(document, listAt(document, schema), value).filter(({ schemas }) => isMarked(schemas, mark));
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
    isMarked(listSame(document, listBelow(owner, "properties", name), null), mark),
  );
}

function listOwners(document: JsonObject, schema: Pointer, value: Json, field: string): readonly SchemaNode[] {
  const whole = listAt(document, schema);
  if (field === "") return listSame(document, whole, value);
  for (const member of listMembers(document, whole, value)) {
    if (member.field === field) return member.schemas;
    // An item of a list is no member; its own members know whose they are.
    if (member.field.startsWith(`${field}.`)) return member.owners;
  }
  return [];
}

function isMarked(schemas: readonly SchemaNode[], mark: OneWay): boolean {
  return schemas.some(({ schema }) => schema[mark] === true);
}
