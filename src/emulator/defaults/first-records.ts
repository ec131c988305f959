import { isJsonObject, toText, type Json, type JsonObject } from "../../openapi/json.js";
import type { Resource } from "../../openapi/resources/resource.js";
import { makeValid } from "../../openapi/values/make-valid.js";
import {
  FIRST_RECORDS,
  getCollection,
  isParentsChild,
  KEY,
  MADE,
  NOTHING,
  PARENT,
  toKey,
  type DefaultCall,
  type KeptRecord,
} from "./default-context.js";
import { identify } from "./identify.js";

/** How many records there are at first of what belongs to nothing, and of what belongs to one record. */
const FIRST = { alone: 3, within: 2 };

/**
 * Makes the first records of a resource in one place, when they are asked for the first time: so that a list is not empty,
 * and there is something to read. What belongs to a record that a request made begins empty, as it does everywhere.
 */
export function ensureFirstRecords(asked: DefaultCall, resource: Resource, scope: readonly string[]): void {
  // What the document declares itself begins as its fixture says.
  if (asked.context.findDeclared(resource)) return;
  const { world } = asked.call;
  const marks = world.collection<{ key: string }>(FIRST_RECORDS);
  const key = `${resource.name}@${toKey(scope)}`;
  if (marks.find(NOTHING) || marks.find(key) || !isOfMadeParent(asked, resource, scope)) return;
  marks.insert({ key });
  const count = resource.isSingle ? 1 : isParentsChild(resource) ? FIRST.within : FIRST.alone;
  const collection = getCollection(asked, resource);
  // What a fixture brings is what there is.
  if (scope.length === 0 && collection.size > 0) return;
  for (let at = 0; at < count; at++) {
    const record = makeFirst(asked, resource, scope, at);
    if (!collection.find(toText(record[KEY]))) collection.insert(record);
  }
}

/** Statuses by which a document says that something is not there. */
const NOT_THERE = new Set(["404", "410", "4XX", "400", "422", "DEFAULT"]);

/**
 * Makes the record that is asked for by a path of which the document knows no way to say that there is none: then whoever
 * wrote it takes it that there is one. What was deleted stays away.
 */
export function adopt(asked: DefaultCall, resource: Resource, values: readonly string[]): KeptRecord | undefined {
  const { responses } = asked.role.operation;
  const marks = asked.call.world.collection<{ key: string }>(FIRST_RECORDS);
  const key = toKey(values);
  if (marks.find(NOTHING) || marks.find(toGrave(resource, key))) return undefined;
  if (responses.some(({ status }) => NOT_THERE.has(status.toUpperCase()))) return undefined;
  const scope = values.slice(0, resource.scope.length);
  const seed = `${asked.call.world.randomSeed} ${resource.name}@${key}`;
  const content = makeContent(asked, resource, seed, 0);
  const given = values.slice(resource.scope.length);
  const { record } = identify(asked, resource, { content, scope, seed, isMade: true, given });
  return getCollection(asked, resource).insert(toMade(resource, record, scope, key));
}

/** Takes note that a record is not to be made again. */
export function bury({ call }: DefaultCall, resource: Resource, key: string): void {
  const marks = call.world.collection<{ key: string }>(FIRST_RECORDS);
  if (!marks.find(toGrave(resource, key))) marks.insert({ key: toGrave(resource, key) });
}

function toGrave(resource: Resource, key: string): string {
  return `gone: ${resource.name}/${key}`;
}

function isOfMadeParent(asked: DefaultCall, resource: Resource, scope: readonly string[]): boolean {
  const { parent } = resource;
  if (!parent || !isParentsChild(resource)) return true;
  ensureFirstRecords(asked, parent, scope.slice(0, parent.scope.length));
  return getCollection(asked, parent).find(toKey(scope))?.[MADE] === true;
}

function makeFirst(asked: DefaultCall, resource: Resource, scope: readonly string[], at: number): KeptRecord {
  const seed = `${asked.call.world.randomSeed} ${resource.name}@${toKey(scope)} ${at}`;
  const content = makeContent(asked, resource, seed, at);
  const { record, values } = identify(asked, resource, { content, scope, seed, isMade: true });
  return toMade(resource, record, scope, toKey(values));
}

function toMade(resource: Resource, record: JsonObject, scope: readonly string[], key: string): KeptRecord {
  return { ...record, [MADE]: true, ...(isParentsChild(resource) && { [PARENT]: toKey(scope) }), [KEY]: key };
}

/** A record as it is to be seen, the first of them as the document's examples show it. */
function makeContent({ context }: DefaultCall, resource: Resource, seed: string, at: number): JsonObject {
  const place = resource.record;
  if (!place) return {};
  const { value } = makeValid(context.values, {
    schema: place.schema,
    validate: context.validate(place.pointer),
    seed,
    name: resource.name,
    extent: "full",
    sentBy: "server",
    prefersExamples: at === 0,
    examples: context.listExamples(resource).slice(at, at + 1),
  });
  return toObject(value);
}

function toObject(value: Json): JsonObject {
  return isJsonObject(value) ? value : {};
}
