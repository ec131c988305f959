import { findListPlace, type ListPlace } from "./list-place.js";
import type { LinkedResource } from "./item-facts.js";
import type { OperationFacts } from "./operation-facts.js";
import { listPrefixes, toPattern } from "./path-shape.js";
import { findRecordPlace } from "./record-place.js";
import { ROLE_KINDS, type Resource, type ResourceRole, type Role, type RoleKind } from "./resource.js";
import { hasType, listProperties, type SchemaPlace, type SchemaPlaces } from "./schema-place.js";
import { chooseSuccess, findSuccessMediaType } from "./success.js";
import { squash, toSingular } from "./word-form.js";

/** What inferring a role needs. */
export interface RoleContext {
  readonly places: SchemaPlaces;
  /** The resources by the patterns of their items, and by those of their collections. */
  readonly byItem: ReadonlyMap<string, LinkedResource>;
  readonly byCollection: ReadonlyMap<string, LinkedResource>;
  /** By the names of their collections. */
  readonly byName: ReadonlyMap<string, Resource>;
}

/** Makes what inferring roles needs; of two resources under one path the first counts. */
export function createRoleContext(places: SchemaPlaces, resources: readonly LinkedResource[]): RoleContext {
  const reversed = resources.toReversed();
  const items = reversed.map((linked) => [linked.facts.itemPattern ?? "\0", linked] as const);
  const collections = reversed.flatMap((linked) =>
    linked.facts.collectionPatterns.map((pattern) => [pattern, linked] as const),
  );
  const names = resources.map(({ resource }) => [resource.name, resource] as const);
  return { places, byItem: new Map(items), byCollection: new Map(collections), byName: new Map(names) };
}

/** What an operation does, as far as its path, method and bodies tell. */
export function inferRole(context: RoleContext, facts: OperationFacts): Role {
  const does = inferKind(context, facts);
  const { operation, parameters, body } = facts;
  // What makes a record prefers 201, what removes one 204.
  const status = does?.kind === "action" ? chooseSuccess(operation, [200, 202, 204, 201]) : facts.status;
  const mediaType = status === facts.status ? facts.mediaType : findSuccessMediaType(operation, status);
  return { operation, status, mediaType, body, parameters, does, within: findWithin(context, facts) };
}

function findWithin({ byItem }: RoleContext, { shape }: OperationFacts): Resource[] {
  return listPrefixes(shape.pattern)
    .toReversed()
    .flatMap((prefix) => byItem.get(prefix)?.resource ?? [])
    .filter(({ isSingle }) => !isSingle);
}

/** What an operation is told to do; what it says nothing of is inferred. */
function inferKind(context: RoleContext, facts: OperationFacts): ResourceRole | undefined {
  const { does, collection } = facts.told;
  if (does === "nothing") return undefined;
  const guessed = guessKind(context, facts);
  const resource = context.byName.get(collection ?? "") ?? guessed?.resource;
  const kind = ROLE_KINDS.find((one) => one === does) ?? guessed?.kind;
  if (!resource || !kind || (guessed && resource === guessed.resource && kind === guessed.kind)) return guessed;
  const list = findList(context, facts, resource);
  return { kind, resource, ...(list && { list }), ...findBodies(context, facts, resource) };
}

function guessKind(context: RoleContext, facts: OperationFacts): ResourceRole | undefined {
  const { pattern, steps } = facts.shape;
  const own = context.byItem.get(pattern);
  if (own) return inferOfItem(context, facts, own.resource);
  const listed = context.byCollection.get(pattern);
  if (listed) return inferOfCollection(context, facts, listed.resource);
  const last = steps.at(-1);
  if (last?.kind !== "word") return undefined;
  const prefix = toPattern(steps.slice(0, -1));
  const around = context.byCollection.get(prefix);
  if (around) return inferAround(context, facts, around.resource, last.text);
  const item = context.byItem.get(prefix);
  return item && facts.operation.method !== "GET" ? inferAction(context, facts, item.resource, last.text) : undefined;
}

const OF_ITEM: Readonly<Record<string, RoleKind>> = {
  GET: "read",
  PUT: "replace",
  PATCH: "merge",
  POST: "merge",
  DELETE: "delete",
};

function inferOfItem(context: RoleContext, facts: OperationFacts, resource: Resource): ResourceRole | undefined {
  const kind = OF_ITEM[facts.operation.method];
  return kind && { kind, resource, ...findBodies(context, facts, resource) };
}

function inferOfCollection(context: RoleContext, facts: OperationFacts, resource: Resource): ResourceRole | undefined {
  const bodies = findBodies(context, facts, resource);
  switch (facts.operation.method) {
    case "GET": {
      const list = findList(context, facts, resource);
      return list && { kind: "list", resource, list };
    }
    case "POST": {
      const list = isArray(context, facts.sent) ? findList(context, facts, resource) : undefined;
      return list ? { kind: "create-many", resource, list } : { kind: "create", resource, ...bodies };
    }
    case "PUT":
    case "PATCH":
      return { kind: "put", resource, ...bodies };
    case "DELETE":
      return { kind: "clear", resource };
    default:
      return undefined;
  }
}

const SEARCH = /^(_?search|query|filter|find|list|lookup|by|export)/i;

/** What stands beside the items of a collection: `/pets/findByStatus`, `/pets/count`, `/pets/createWithList`. */
function inferAround(
  context: RoleContext,
  facts: OperationFacts,
  resource: Resource,
  word: string,
): ResourceRole | undefined {
  const { method } = facts.operation;
  const list = findList(context, facts, resource);
  if (method !== "GET" && isArray(context, facts.sent)) return { kind: "create-many", resource, list };
  if (list && (method === "GET" || SEARCH.test(word))) return { kind: "search", resource, list };
  if (method !== "GET") return undefined;
  if (/^(count|total)$/i.test(word)) return { kind: "count", resource };
  const { record } = findBodies(context, facts, resource);
  return record && { kind: "read-first", resource, record };
}

function inferAction(context: RoleContext, facts: OperationFacts, resource: Resource, verb: string): ResourceRole {
  return { kind: "action", resource, verb, ...findBodies(context, facts, resource) };
}

/** Where the list of a resource is in a success's body. */
function findList({ places }: RoleContext, { body }: OperationFacts, resource: Resource): ListPlace | undefined {
  return body && findListPlace(places, body, { names: [resource.name], isSure: true });
}

function findBodies(
  { places }: RoleContext,
  { body, sent }: OperationFacts,
  resource: Resource,
): Pick<ResourceRole, "record" | "sent"> {
  const names = [toSingular(resource.name)];
  const record = body && findRecordPlace(places, body, names);
  const asked = sent && findRecordPlace(places, sent, names);
  return {
    record: record && isAlike(places, record.record, resource) ? record : undefined,
    sent: asked,
  };
}

/** Whether a record looks like one of a resource: the same schema, or one with much in common, its identity above all. */
function isAlike(places: SchemaPlaces, record: SchemaPlace, { record: kept, identity }: Resource): boolean {
  if (!kept || record.pointer === kept.pointer) return true;
  const own = new Set(listProperties(places, record).map(squash));
  const known = listProperties(places, kept).map(squash);
  const common = known.filter((name) => own.has(name)).length;
  const hasIdentity = identity.some(({ field }) => field !== undefined && own.has(squash(field)));
  return common >= own.size / 2 || (hasIdentity && common >= own.size / 4);
}

function isArray({ places }: RoleContext, place: SchemaPlace | undefined): boolean {
  const type = place && places.reader.describe(place.schema)["type"];
  return type !== undefined && hasType(type, "array") && !hasType(type, "object");
}
