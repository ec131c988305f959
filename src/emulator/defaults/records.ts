import { isJsonObject, toText, type JsonObject } from "../../openapi/json.js";
import type { Resource } from "../../openapi/resources/resource.js";
import { Problem } from "../problem.js";
import {
  countValues,
  getCollection,
  isParentsChild,
  KEY,
  listPathValues,
  PARENT,
  PATH,
  toKey,
  type DefaultCall,
  type KeptRecord,
} from "./default-context.js";
import { makeFresh } from "./change-record.js";
import { adopt, bury, ensureFirstRecords } from "./first-records.js";
import { findDeclaredRecord, isWithin, nameFields, type DeclaredScope } from "./find-declared.js";
import { listDeclared } from "./list-declared.js";
import { findDeletedField, markDeleted } from "./soft-delete.js";
import { findTenancy, isOwn } from "./tenancy.js";
import { identify, type Identified } from "./identify.js";

/** Whether each record to which the path leads before its end is there. @throws Problem `not-found` */
export function checkPath(asked: DefaultCall): void {
  const values = listPathValues(asked);
  for (const resource of asked.role.within) {
    if (resource === asked.role.does?.resource) continue;
    if (!findRecord(asked, resource, values.slice(0, countValues(resource)))) refuseUnknown(asked);
  }
}

/** The record to which the path leads. @throws Problem `not-found` when there is none */
export function getRecord(asked: DefaultCall, resource: Resource): KeptRecord {
  return findRecord(asked, resource, listItemValues(asked, resource)) ?? refuseUnknown(asked);
}

/** The values of the path that lead to one record of a resource. */
export function listItemValues(asked: DefaultCall, resource: Resource): string[] {
  return listPathValues(asked).slice(0, countValues(resource));
}

/** The values of the path before the identity of a resource's records. */
export function listPathScope(asked: DefaultCall, resource: Resource): string[] {
  return listPathValues(asked).slice(0, resource.scope.length);
}

/** @throws Problem */
export function refuseUnknown({ role }: DefaultCall): never {
  const word = role.does?.resource.name ?? "record";
  throw new Problem("not-found", { message: `There is nothing of ${word} under this path.` });
}

/** The record of a resource to which some values lead, those of its parent's path before its own. */
export function findRecord(asked: DefaultCall, resource: Resource, values: readonly string[]): KeptRecord | undefined {
  const declared = asked.context.findDeclared(resource);
  const collection = getCollection(asked, resource);
  if (!declared) {
    ensureFirstRecords(asked, resource, values.slice(0, resource.scope.length));
    return collection.find(toKey(values)) ?? adopt(asked, resource, values);
  }
  const scope = toDeclaredScope(asked, resource, resource.scope, values);
  const record = findDeclaredRecord(collection, declared.collection, { scope, value: values.at(-1) ?? "" });
  return record && isOwn(findTenancy(asked, declared.collection), record) ? record : undefined;
}

/** What some parameters say of where declared records are: what names a parent's record stands for its identity, too. */
function toDeclaredScope(
  asked: DefaultCall,
  resource: Resource,
  parameters: readonly string[],
  values: readonly string[],
): DeclaredScope {
  const scope = new Map(parameters.map((name, at): [string, string[]] => [name, [values[at] ?? ""]]));
  for (let parent = resource.parent; parent; parent = parent.parent) {
    const count = countValues(parent);
    const declared = asked.context.findDeclared(parent);
    const record = declared && findRecord(asked, parent, values.slice(0, count));
    if (record) scope.get(parameters[count - 1] ?? "")?.unshift(toText(record[declared.collection.identity]));
  }
  return scope;
}

/** The records of a resource to which the path leads. */
export function listRecords(asked: DefaultCall, resource: Resource): readonly KeptRecord[] {
  const collection = getCollection(asked, resource);
  const { parameters } = asked.role;
  const values = listPathValues(asked);
  const isElsewhere = isCollectionElsewhere(asked, resource);
  const declared = asked.context.findDeclared(resource);
  if (declared) {
    const within = toDeclaredScope(asked, resource, parameters, values);
    return listDeclared(asked, declared.collection, collection.list()).filter((record) => isWithin(record, within));
  }
  const scope = Object.fromEntries(parameters.map((name, at) => [name, values[at] ?? ""]));
  ensureFirstRecords(asked, resource, values.slice(0, resource.scope.length));
  if (isElsewhere) return collection.list().filter((record) => isMadeAt(record, scope));
  const own = values.slice(0, resource.scope.length);
  if (isParentsChild(resource)) return collection.listBy(PARENT, toKey(own));
  const prefix = own.length === 0 ? "" : `${toKey(own)}/`;
  return collection.list().filter((record) => toText(record[KEY]).startsWith(prefix));
}

/** Whether a path lists or makes records of a resource that have their own path elsewhere. */
function isCollectionElsewhere({ role }: DefaultCall, { scope, identity }: Resource): boolean {
  const isItem = role.parameters.length >= scope.length + identity.length && role.does?.kind !== "list";
  return role.parameters.length > scope.length && !(isItem && role.does?.kind !== "create");
}

function isMadeAt(record: KeptRecord, scope: Readonly<Record<string, string>>): boolean {
  const path = record[PATH];
  return isJsonObject(path) && Object.entries(scope).every(([name, value]) => path[name] === value);
}

/** What a new record is made of. */
export interface NewRecord {
  /** What a client says of it. */
  readonly sent: JsonObject;
  /** The values that identify it, where the path says them. */
  readonly given?: readonly string[];
}

/** Makes and keeps a record. @throws ConstraintError when its identity is taken */
export function insertRecord(asked: DefaultCall, resource: Resource, { sent, given }: NewRecord): KeptRecord {
  const values = listPathValues(asked);
  const isElsewhere = isCollectionElsewhere(asked, resource);
  const scope = isElsewhere ? [] : values.slice(0, resource.scope.length);
  if (!isElsewhere) ensureFirstRecords(asked, resource, scope);
  const seed = `${asked.call.world.randomSeed} ${asked.role.operation.id} ${JSON.stringify(asked.call.body ?? null)}`;
  const fresh = makeFresh(asked, resource, seed);
  const identities = resource.identity.flatMap(({ field }) => field ?? []);
  // What was made up for an identity is not what anybody wished it to be.
  const content = { ...without(fresh, identities), ...sent };
  const made = identify(asked, resource, { content, scope, seed, isMade: false, ...(given && { given }) });
  return getCollection(asked, resource).insert(toKept(asked, resource, made, scope));
}

function toKept(
  asked: DefaultCall,
  resource: Resource,
  { record, values }: Identified,
  scope: readonly string[],
): KeptRecord {
  const declared = asked.context.findDeclared(resource);
  const { parameters } = asked.role;
  const path = Object.fromEntries(parameters.map((name, at) => [name, listPathValues(asked)[at] ?? ""]));
  if (declared) {
    const within = toDeclaredScope(asked, resource, parameters, listPathValues(asked));
    const id = values.at(-1) ?? "";
    const { identity, fields } = declared.collection;
    const tenancy = findTenancy(asked, declared.collection);
    const own = tenancy && { [tenancy.field]: tenancy.tenant };
    return { ...nameFields(fields, within), ...record, ...own, [identity]: id };
  }
  return {
    ...record,
    ...(isParentsChild(resource) && { [PARENT]: toKey(scope) }),
    ...(isCollectionElsewhere(asked, resource) && { [PATH]: path }),
    [KEY]: toKey(values),
  };
}

/** Keeps another content in the place of a record's. */
export function changeContent(
  asked: DefaultCall,
  resource: Resource,
  record: KeptRecord,
  content: JsonObject,
): KeptRecord {
  const hidden = Object.fromEntries(Object.entries(record).filter(([name]) => name.startsWith("$")));
  return getCollection(asked, resource).replace({ ...content, ...hidden });
}

/** Removes a record, or marks it where it is declared that its collection deletes softly. @throws ConstraintError when others refer to it that would stay */
export function removeRecord(asked: DefaultCall, resource: Resource, record: KeptRecord): void {
  const declared = asked.context.findDeclared(resource);
  const field = declared && findDeletedField(declared.collection);
  if (declared && field !== undefined) {
    const { now } = asked.call.world;
    getCollection(asked, resource).replace(markDeleted(asked.context, { ...declared, field }, { record, now }));
    return;
  }
  const key = toText(record[declared?.collection.identity ?? KEY]);
  getCollection(asked, resource).delete(key);
  if (!declared) bury(asked, resource, key);
}

function without(content: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(content).filter(([name]) => !names.includes(name)));
}
