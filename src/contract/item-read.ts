import { findResponseSchema } from "../openapi/body-schema.js";
import { isJsonObject, type JsonObject } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import { resolveAtPointer, type Pointer } from "../openapi/reference.js";
import type { Case } from "./case.js";
import type { Contract } from "./contract.js";
import { findParamKey, readParams } from "./read-params.js";
import { toIdText } from "./record-fields.js";
import { listAt, listBelow, listSame, toPointer } from "./schema-node.js";

/** The read of one record of the kind that a list has. */
export interface ItemRead {
  readonly operation: Operation;
  /** The path parameter that names the record. */
  readonly by: string;
  /** The fields of a row that may have its value, the best first. */
  readonly fields: readonly string[];
}

/** Finds how a row of a list is read by itself: the same schema tells, or a path that is the list's and one parameter. */
export function findItemRead(contract: Contract, list: Operation): ItemRead | undefined {
  const { document } = contract;
  if (list.method !== "GET") return undefined;
  const ofRows = findRowSchema(contract, list);
  const found = document.operations
    .filter((operation) => operation.method === "GET" && operation !== list)
    .map((operation) => ({ operation, by: /\{([^{}]+)\}\/?$/.exec(operation.pathTemplate)?.[1] }))
    .find(
      ({ operation, by }) =>
        by !== undefined && (isBelow(operation, list, by) || isOfSchema(contract, operation, ofRows)),
    );
  if (found?.by === undefined) return undefined;
  return { operation: found.operation, by: found.by, fields: listFields(contract, found.operation, found.by) };
}

function isBelow({ pathTemplate }: Operation, list: Operation, by: string): boolean {
  return pathTemplate.replace(/\/$/, "") === `${list.pathTemplate.replace(/\/$/, "")}/{${by}}`;
}

/** A schema that stands somewhere of its own is that of one kind of record. */
function isOfSchema({ document }: Contract, operation: Operation, ofRows: Pointer | undefined): boolean {
  const own = findResponseSchema(document, operation, 200, "application/json");
  return ofRows !== undefined && own !== undefined && resolveAtPointer(document.source, own).pointer === ofRows;
}

/** Where the schema of the rows really stands: of the answer's items, or of those of its only array. */
function findRowSchema({ document: { source }, document }: Contract, list: Operation): Pointer | undefined {
  const schema = findResponseSchema(document, list, 200, "application/json");
  if (schema === undefined) return undefined;
  const own = listSame(source, listAt(source, schema), null);
  const members = own.flatMap((node) => {
    const { properties } = node.schema;
    return Object.keys(isJsonObject(properties) ? properties : {}).flatMap((key) => listBelow(node, "properties", key));
  });
  const [only, second] = [...own, ...listSame(source, members, null)].flatMap((node) => listBelow(node, "items"));
  return only === undefined || second !== undefined ? undefined : resolveAtPointer(source, toPointer(only)).pointer;
}

/** The field that the document names for the parameter, the identity of its collection, and what is usual. */
function listFields({ document }: Contract, operation: Operation, by: string): string[] {
  const parameter = operation.parameters.find(({ location, name }) => location === "path" && name === by);
  const key = parameter && findParamKey(document, operation, parameter);
  const param = readParams(document).get(key ?? "");
  const identity = document.collections[param?.collection ?? ""]?.identity;
  return [param?.field, identity, by, "id", "_id", "uuid", "key", "slug", "name"].filter(
    (field) => field !== undefined,
  );
}

/** The read of a row as a case; what its path shares with that of the list stays the same. `undefined` where the row has no name. */
export function toItem(base: Case, list: Case, { by, fields }: ItemRead, row: JsonObject): Case | undefined {
  const id = fields.map((name) => toIdText(row[name])).find((text) => text !== undefined);
  if (id === undefined) return undefined;
  const shared = Object.entries(list.path).filter(([name]) => Object.hasOwn(base.path, name));
  const path = { ...base.path, ...Object.fromEntries(shared), [by]: id };
  return { ...base, path, expectation: "open", about: `the read of a row, ${id}` };
}
