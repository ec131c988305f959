import type { Document } from "../document.js";
import { createNameTaker, type NameTaker } from "../name-taker.js";
import type { SchemaReader } from "../schema-reader.js";
import { findItems } from "./find-items.js";
import { findLists } from "./find-lists.js";
import { findSingles } from "./find-singles.js";
import { createRoleContext, inferRole } from "./infer-role.js";
import { listPrefixes } from "./path-shape.js";
import type { ItemFacts, LinkedResource } from "./item-facts.js";
import { readOperationFacts, type OperationFacts, type PathTable } from "./operation-facts.js";
import type { Inference, Resource, Role } from "./resource.js";
import type { SchemaPlaces } from "./schema-place.js";

/** Infers what an API keeps, and what each operation does with it, from the paths, schemas and names of its document. */
export function inferResources(document: Document, reader: SchemaReader): Inference {
  const places: SchemaPlaces = { source: document.source, reader };
  const all = document.operations.map((operation) => readOperationFacts(document, places, operation));
  const table = toTable(all);
  const listed = findLists(places, table, findItems(places, table));
  const resources = link([...listed, ...findSingles(places, table, listed)]);
  const context = createRoleContext(places, resources);
  const roles = all.map((facts): [string, Role] => [facts.operation.id, inferRole(context, facts)]);
  return { resources: resources.map(({ resource }) => resource), roles: new Map(roles) };
}

function toTable(all: readonly OperationFacts[]): PathTable {
  const table = new Map<string, Map<string, OperationFacts>>();
  for (const facts of all) {
    const methods = table.get(facts.shape.pattern) ?? new Map<string, OperationFacts>();
    methods.set(facts.operation.method, facts);
    table.set(facts.shape.pattern, methods);
  }
  return table;
}

/** Gives each resource its name and its parent: the one whose item's path is the longest beginning of its own. */
function link(all: readonly ItemFacts[]): LinkedResource[] {
  const linked = new Map<string, LinkedResource>();
  const byItem = new Map<string, LinkedResource>();
  const names = createNameTaker();
  // The shorter first, so that a parent is there before what belongs to it.
  const sorted = all.toSorted((a, b) => a.basePattern.length - b.basePattern.length);
  for (const facts of sorted) {
    const parent = findParent(facts, byItem);
    const name = chooseName(facts, parent?.resource, names);
    const resource: Resource = {
      name,
      collectionPaths: facts.collectionPaths,
      itemPath: facts.itemPath,
      record: facts.record,
      scope: facts.scope,
      identity: facts.identity,
      parent: parent?.resource,
      isSingle: facts.isSingle,
    };
    linked.set(facts.basePattern, { resource, facts });
    if (facts.itemPattern !== undefined && !byItem.has(facts.itemPattern)) {
      byItem.set(facts.itemPattern, { resource, facts });
    }
  }
  return [...linked.values()];
}

function findParent(
  { basePattern }: ItemFacts,
  byItem: ReadonlyMap<string, LinkedResource>,
): LinkedResource | undefined {
  const prefix = listPrefixes(basePattern).find((candidate) => byItem.has(candidate));
  return prefix === undefined ? undefined : byItem.get(prefix);
}

function chooseName({ word }: ItemFacts, parent: Resource | undefined, names: NameTaker): string {
  const isFree = parent === undefined || !names.isTaken(word);
  return names.take(isFree ? word : `${parent.name}-${word}`);
}
