import type { ItemFacts } from "./item-facts.js";
import { findListPlace } from "./list-place.js";
import type { PathTable } from "./operation-facts.js";
import { listParameterNames } from "./path-shape.js";
import { findRecordPlace } from "./record-place.js";
import type { SchemaPlaces } from "./schema-place.js";
import { toCamelCase } from "./word-form.js";

/** The resources of which there is one in each place: what a path reads and changes, and no parameter tells from others. */
export function findSingles(places: SchemaPlaces, table: PathTable, others: readonly ItemFacts[]): ItemFacts[] {
  const listed = new Set(others.flatMap(({ collectionPatterns }) => collectionPatterns));
  return [...table].flatMap(([pattern, methods]): ItemFacts[] => {
    const read = methods.get("GET");
    const last = read?.shape.steps.at(-1);
    if (!read?.body || last?.kind !== "word") return [];
    if (!["PUT", "PATCH", "POST"].some((method) => methods.get(method)?.sent)) return [];
    if (listed.has(pattern)) return [];
    if (findListPlace(places, read.body, { names: [last.text], isSure: false })) return [];
    const place = findRecordPlace(places, read.body, [last.text]);
    if (!place) return [];
    return [
      {
        basePattern: pattern,
        collectionPatterns: [],
        collectionPaths: [],
        itemPattern: pattern,
        itemPath: read.shape.template,
        word: toCamelCase(last.text),
        record: place.record,
        scope: listParameterNames(read.shape.steps),
        identity: [],
        isSingle: true,
      },
    ];
  });
}
