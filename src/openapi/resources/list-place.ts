import {
  enterSchema,
  findSchemaPart,
  hasType,
  isRecordSchema,
  listProperties,
  type SchemaPlace,
  type SchemaPlaces,
} from "./schema-place.js";
import { squash } from "./word-form.js";

/** Where a body has its list: the names of the properties on the way, none for a bare array. */
export interface ListPlace {
  readonly path: readonly string[];
  /** What an item of it is. */
  readonly item: SchemaPlace;
}

/** Names under which bodies have their lists, in the order in which they are looked for. */
const LIST_NAMES = (
  "data items results result records values entries content list rows value " +
  "objects elements resources collection hits nodes edges documents embedded payload"
).split(" ");

/** Names of properties that tell that what is beside them is a page of a list. */
const PAGING =
  /^(total|count|page|per_?page|limit|offset|cursor|next|prev|has_?more|meta|links|paging|pagination|size|marker|object$|url$)/i;

/** The list in the bodies of a schema: an array of records, or the one among an object's properties; `undefined` when they are no lists. */
export function findListPlace(
  places: SchemaPlaces,
  body: SchemaPlace,
  {
    names,
    isSure,
    depth = 0,
  }: { readonly names: readonly string[]; readonly isSure: boolean; readonly depth?: number },
): ListPlace | undefined {
  const direct = readItems(places, body);
  if (direct) return { path: [], item: direct };
  const properties = listProperties(places, body);
  const lists = properties.filter((name) => hasItems(places, body, name));
  const known = [...names.map(squash), ...LIST_NAMES];
  const named = known.flatMap((name) => lists.filter((property) => squash(property) === name));
  const isPage = isSure || properties.some((name) => PAGING.test(name) && !lists.includes(name));
  const chosen = named[0] ?? (lists.length === 1 && isPage ? lists[0] : undefined);
  if (chosen !== undefined) {
    const list = findSchemaPart(places, body, chosen);
    const item = list && readItems(places, list);
    return item && { path: [chosen], item };
  }
  return depth > 1 ? undefined : findDeeper(places, body, { names, isSure, depth: depth + 1 });
}

/** Within `data: { items: […] }` or `_embedded: { pets: […] }`. */
function findDeeper(
  places: SchemaPlaces,
  body: SchemaPlace,
  wish: { readonly names: readonly string[]; readonly isSure: boolean; readonly depth: number },
): ListPlace | undefined {
  const wanted = new Set([...wish.names.map(squash), ...LIST_NAMES, "response"]);
  for (const name of listProperties(places, body)) {
    if (!wanted.has(squash(name))) continue;
    const inner = findSchemaPart(places, body, name);
    if (!inner || !isRecordSchema(places, inner)) continue;
    const isSure = wish.isSure || squash(name) === "embedded";
    const found = findListPlace(places, inner, { ...wish, isSure });
    if (found) return { ...found, path: [name, ...found.path] };
  }
  return undefined;
}

function hasItems(places: SchemaPlaces, body: SchemaPlace, name: string): boolean {
  const part = findSchemaPart(places, body, name);
  return part !== undefined && readItems(places, part) !== undefined;
}

/** What the items of an array of records are. */
function readItems(places: SchemaPlaces, { schema, pointer }: SchemaPlace): SchemaPlace | undefined {
  const { type, items } = places.reader.describe(schema);
  if (items === undefined || !hasType(type, "array")) return undefined;
  const place = findSchemaPart(places, { schema, pointer }, "[]");
  const item = place && enterSchema(places, place.pointer);
  return item && isRecordSchema(places, item) ? item : undefined;
}
