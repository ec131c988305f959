import { findRequestSchema } from "../../openapi/body-schema.js";
import { isJsonObject } from "../../openapi/json.js";
import type { Operation } from "../../openapi/operation.js";
import { listAt, listSame } from "../schema-node.js";
import type { CheckRun } from "../check.js";
import { findResource } from "./each-resource.js";

/** When a record was made, as APIs call it. */
const MADE = /^(created?(_?(at|on|date|time))?|createdBy)$/i;

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
  ];
}

/** The fields that an operation's body may have. */
function listSettable({ contract: { document } }: CheckRun, operation: Operation): string[] {
  return [...(operation.requestBody?.content.keys() ?? [])].flatMap((mediaType) => {
    const schema = findRequestSchema(document, operation, mediaType);
    const same = schema === undefined ? [] : listSame(document.source, listAt(document.source, schema), {});
    return same.flatMap(({ schema: { properties } }) => (isJsonObject(properties) ? Object.keys(properties) : []));
  });
}
