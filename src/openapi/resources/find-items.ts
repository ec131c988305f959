import { findIdentityField } from "./identity-field.js";
import type { ItemFacts } from "./item-facts.js";
import { findListPlace } from "./list-place.js";
import type { OperationFacts, PathTable } from "./operation-facts.js";
import { listParameterNames, toPattern, type PathStep } from "./path-shape.js";
import { findRecordPlace } from "./record-place.js";
import type { SchemaPlace, SchemaPlaces } from "./schema-place.js";
import { toCamelCase } from "./word-form.js";

/** The resources of which one is found by a parameter at the end of a path. */
export function findItems(places: SchemaPlaces, table: PathTable): ItemFacts[] {
  return [...table.values()].flatMap((methods) => {
    const [first] = methods.values();
    const item = first && readItem(places, table, methods, first);
    return item ? [item] : [];
  });
}

type Methods = ReadonlyMap<string, OperationFacts>;

function readItem(
  places: SchemaPlaces,
  table: PathTable,
  methods: Methods,
  facts: OperationFacts,
): ItemFacts | undefined {
  const { steps, pattern, template } = facts.shape;
  if (steps.at(-1)?.kind !== "parameter") return undefined;
  const base = steps.slice(0, findBase(table, steps));
  const basePattern = toPattern(base);
  const word = findWord(base);
  const collection = table.get(basePattern);
  const record = findRecord(places, methods, collection, word);
  if (!record || !isKept(methods)) return undefined;
  const [collectionFacts] = collection?.values() ?? [];
  return {
    basePattern,
    collectionPatterns: collection ? [basePattern] : [],
    collectionPaths: collectionFacts ? [collectionFacts.shape.template] : [],
    itemPattern: pattern,
    itemPath: template,
    word: toCamelCase(word),
    record,
    scope: listParameterNames(base),
    identity: listParameterNames(steps.slice(base.length)).map((parameter) => {
      const schema = facts.parameterSchemas.get(parameter) ?? true;
      return { parameter, schema, field: findIdentityField(places, record, { parameter, schema, collection: word }) };
    }),
    isSingle: false,
  };
}

/** How many steps come before what identifies: of several parameters at the end all identify, unless the path without the last ones is there too. */
function findBase(table: PathTable, steps: readonly PathStep[]): number {
  const lastWord = steps.findLastIndex((step) => step.kind === "word");
  for (let length = steps.length - 1; length > lastWord + 1; length--) {
    if (table.has(toPattern(steps.slice(0, length)))) return length;
  }
  return lastWord + 1;
}

/** What the records are called: the last word of the path. */
function findWord(base: readonly PathStep[]): string {
  const word = base.findLast((step) => step.kind === "word");
  return word?.kind === "word" ? word.text : "items";
}

/** What is only done with, and neither read nor changed, is not kept. */
function isKept(methods: Methods): boolean {
  return ["GET", "PUT", "PATCH", "DELETE"].some((method) => methods.has(method));
}

/** What is read under the item's path, or else what changing it answers, or what the collection lists or takes. */
function findRecord(
  places: SchemaPlaces,
  methods: Methods,
  collection: Methods | undefined,
  word: string,
): SchemaPlace | undefined {
  const names = { names: [word], isSure: true };
  const read = methods.get("GET");
  if (read) {
    if (!read.body || findListPlace(places, read.body, { ...names, isSure: false })) return undefined;
    return findRecordPlace(places, read.body, names.names)?.record;
  }
  const list = collection?.get("GET")?.body;
  const listed = list && findListPlace(places, list, names)?.item;
  if (listed) return listed;
  const others = [methods.get("PATCH")?.body, methods.get("PUT")?.body, collection?.get("POST")?.body];
  const sent = [methods.get("PUT")?.sent, collection?.get("POST")?.sent];
  for (const body of [...others, ...sent]) {
    const place = body && findRecordPlace(places, body, names.names);
    if (place) return place.record;
  }
  return undefined;
}
