import type { ItemFacts } from "./item-facts.js";
import { findListPlace } from "./list-place.js";
import type { OperationFacts, PathTable } from "./operation-facts.js";
import { listParameterNames } from "./path-shape.js";
import { findRecordPlace } from "./record-place.js";
import type { Pointer } from "../reference.js";
import type { SchemaPlace, SchemaPlaces } from "./schema-place.js";
import { squash, toCamelCase } from "./word-form.js";

/** The resources that were found, with the other paths under which they are listed or made, and those that are only listed. */
export function findLists(places: SchemaPlaces, table: PathTable, items: readonly ItemFacts[]): ItemFacts[] {
  const found = [...items];
  const known = new Set(items.flatMap((item) => [...item.collectionPatterns, item.itemPattern]));
  const byWord = groupByWord(items);
  const byBase = new Map<string, Pointer[]>();
  for (const { basePattern, record } of items) if (record) addTo(byBase, basePattern, record.pointer);
  for (const [pattern, methods] of table) {
    if (known.has(pattern)) continue;
    const list = readList(places, methods);
    if (!list) continue;
    const at = (byWord.get(squash(list.word)) ?? []).find((index) => isSame(found[index], list, pattern));
    const same = at === undefined ? undefined : found[at];
    if (at !== undefined && same) found[at] = addCollection(same, list);
    else if (list.isListed && !isSearch(byBase, list)) {
      found.push(toFacts(list));
      addTo(byBase, list.facts.shape.pattern, list.record.pointer);
    }
  }
  return found;
}

interface FoundList {
  readonly facts: OperationFacts;
  readonly word: string;
  readonly record: SchemaPlace;
  readonly isListed: boolean;
}

function readList(places: SchemaPlaces, methods: ReadonlyMap<string, OperationFacts>): FoundList | undefined {
  const [facts] = methods.values();
  const last = facts?.shape.steps.at(-1);
  if (!facts || last?.kind !== "word") return undefined;
  const word = last.text;
  const read = methods.get("GET");
  const isSure = methods.has("POST");
  const listed = read?.body && findListPlace(places, read.body, { names: [word], isSure });
  if (listed) return { facts, word, record: listed.item, isListed: true };
  const made = methods.get("POST");
  const record = !read && made?.body && findRecordPlace(places, made.body, [word])?.record;
  return record ? { facts, word, record, isListed: false } : undefined;
}

/**
 * The resource that is found elsewhere and made or listed here too: `/users/{id}/orders` beside `/orders/{id}`.
 * By its name, where its own path needs nothing but its identity; what answers another kind of record is another.
 */
function isSame(item: ItemFacts | undefined, { record, isListed, facts }: FoundList, pattern: string): boolean {
  return (
    item?.itemPattern !== undefined &&
    item.scope.length === 0 &&
    item.identity.length === 1 &&
    item.basePattern !== pattern &&
    (item.record?.pointer === record.pointer || (isListed && facts.parameters.length > 0))
  );
}

/** The places of items by their words. */
function groupByWord(items: readonly ItemFacts[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [index, { word }] of items.entries()) addTo(groups, squash(word), index);
  return groups;
}

function addTo<Value>(groups: Map<string, Value[]>, key: string, value: Value): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

function addCollection(item: ItemFacts, { facts: { shape } }: FoundList): ItemFacts {
  return {
    ...item,
    collectionPatterns: [...item.collectionPatterns, shape.pattern],
    collectionPaths: [...item.collectionPaths, shape.template],
  };
}

/** Whether a list is one of the records of the collection before its last word: `/pets/findByStatus`. */
function isSearch(byBase: ReadonlyMap<string, readonly Pointer[]>, { facts, record }: FoundList): boolean {
  const { pattern } = facts.shape;
  const prefix = pattern.slice(0, pattern.lastIndexOf("/"));
  return byBase.get(prefix)?.includes(record.pointer) ?? false;
}

function toFacts({ facts: { shape }, word, record }: FoundList): ItemFacts {
  return {
    basePattern: shape.pattern,
    collectionPatterns: [shape.pattern],
    collectionPaths: [shape.template],
    itemPattern: undefined,
    itemPath: undefined,
    word: toCamelCase(word),
    record,
    scope: listParameterNames(shape.steps),
    identity: [],
    isSingle: false,
  };
}
