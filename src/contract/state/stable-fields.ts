import { findRequestSchema } from "../../openapi/body-schema.js";
import { isJsonObject, type Json } from "../../openapi/json.js";
import type { Operation } from "../../openapi/operation.js";
import { listAt, listSame } from "../schema-node.js";
import type { CheckRun } from "../check.js";
import { isSame } from "./compare.js";
import { findResource } from "./each-resource.js";

/** When a record was made, as APIs call it. */
const MADE = /^(created?(_?(at|on|date|time))?|createdBy)$/i;

/** When it was changed last, as APIs call it: who updates it does not say so, and it changes all the same. */
const CHANGED = /^(last_?)?(updated?|modified|changed|edited)(_?(at|on|date|time))?$/i;

/**
 * The fields of a record that no operation but one that sends them should change: those that callers set by one of its
 * operations, its identity, its parents, and when it was made.
 */
export function listStableFields(run: CheckRun, operation: Operation): string[] {
  const resource = findResource(run, operation);
  const { collection } = run.effectOf(operation);
  if (!resource || collection === undefined) return [];
  const { document } = run.contract;
  const writers = document.operations.filter((other) => run.effectOf(other).collection === collection);
  const described = document.collections[collection];
  const parents = [described?.tenant ?? [], Object.keys(described?.references ?? {})].flat();
  const made = (described?.fields ?? []).filter((field) => MADE.test(field));
  return [
    ...new Set([resource.identity, ...parents, ...made, ...writers.flatMap((other) => listSettable(run, other))]),
  ].filter((field) => !CHANGED.test(field));
}

/**
 * Whether a record's field is as if it had never been sent, after an update that did not send it and may do so: it is not
 * there, holds nothing, or what its schema gives by default.
 */
export function isReset(run: CheckRun, operation: Operation, field: string, value: Json | undefined): boolean {
  if (run.effectOf(operation).unsent === "kept") return false;
  const schemas = listProperties(run, operation).filter(([name]) => name === field);
  if (schemas.length === 0) return false;
  const isDefault = schemas.some(([, schema]) => isJsonObject(schema) && isSame(schema["default"], value));
  return isDefault || isEmpty(value);
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === "" || isSame(value, []) || isSame(value, {});
}

/** The fields that an operation's body may have. */
function listSettable(run: CheckRun, operation: Operation): string[] {
  return listProperties(run, operation).map(([name]) => name);
}

function listProperties({ contract: { document } }: CheckRun, operation: Operation): [name: string, schema: Json][] {
  return [...(operation.requestBody?.content.keys() ?? [])].flatMap((mediaType) => {
    const schema = findRequestSchema(document, operation, mediaType);
    const same = schema === undefined ? [] : listSame(document.source, listAt(document.source, schema), {});
    return same.flatMap(({ schema: { properties } }) => (isJsonObject(properties) ? Object.entries(properties) : []));
  });
}
