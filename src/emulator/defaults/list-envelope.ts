import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import { hasType, type SchemaPlace } from "../../openapi/resources/schema-place.js";
import type { DefaultCall } from "./default-context.js";
import { toCursor, type Page } from "./list-query.js";

/** A page of a list, and what there is beside it. */
export interface ListPage {
  readonly items: readonly Json[];
  readonly total: number;
  readonly page: Page;
}

/** Fields that tell of a page, by their names without spelling, in the order in which they are tried. */
const FIELDS: readonly (readonly [RegExp, (list: PageFacts) => Json | undefined])[] = [
  [
    /^(total|totalcount|totalitems|totalresults|totalelements|totalrecords|totalsize|totalentries|numfound|found|matches|recordstotal|itemstotal|totalitemcount|resultcount|resultscount|totalhits)$/,
    ({ total }) => total,
  ],
  [
    /^(count|itemcount|returned|numberofelements|currentcount|retrieved|length|pagecountitems)$/,
    ({ items }) => items.length,
  ],
  [
    /^(totalpages|pagecount|pages|lastpage|pagestotal|numpages)$/,
    ({ total, size }) => Math.max(1, Math.ceil(total / size)),
  ],
  [/^(page|currentpage|pagenumber|pageno|pagenum|pageindex|number)$/, ({ page }) => page.number],
  [/^(limit|perpage|pagesize|size|itemsperpage|maxresults|pagelimit)$/, ({ size }) => size],
  [/^(offset|skip|start|startat|startindex|from)$/, ({ page }) => page.skip],
  [
    /^(hasmore|hasnext|hasnextpage|more|morerecords|moreresults|moreavailable|istruncated|incomplete)$/,
    ({ hasMore }) => hasMore,
  ],
  [/^(islast|islastpage|last|end|done|complete)$/, ({ hasMore }) => !hasMore],
  [/^(hasprevious|hasprev|haspreviouspage)$/, ({ page }) => page.skip > 0],
  [/^(isfirst|isfirstpage)$/, ({ page }) => page.skip === 0],
  [
    /^(next|nexturl|nextpage|nextlink|nextpageurl|nextcursor|nextpagetoken|nexttoken|cursor|aftercursor|after|continuationtoken|endcursor|marker|nextmarker|continue|nextpageuri|odatanextlink)$/,
    toNext,
  ],
];

interface PageFacts extends ListPage {
  readonly size: number;
  readonly hasMore: boolean;
  readonly path: string;
  /** Whether the field holds a URL. */
  readonly isUrl: boolean;
}

function toNext({ hasMore, page, items, path, isUrl }: PageFacts): Json | undefined {
  if (!hasMore) return null;
  const skip = page.skip + items.length;
  const value = page.next?.toValue(skip) ?? toCursor(skip);
  return isUrl ? `${path}?${encodeURIComponent(page.next?.parameter ?? "cursor")}=${encodeURIComponent(value)}` : value;
}

/** Fills what a body tells of its page: how many there are in all, whether there are more, where they are. */
export function fillEnvelope(
  asked: DefaultCall,
  body: SchemaPlace,
  made: JsonObject,
  list: ListPage,
  depth = 0,
): JsonObject {
  const { reader } = asked.context.places;
  const size = list.page.size ?? Math.max(1, list.items.length);
  const hasMore = list.page.skip + list.items.length < list.total;
  const path = asked.role.operation.pathTemplate.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(asked.call.params.path[name] ?? ""),
  );
  const filled = new Map(Object.entries(made));
  const properties = reader.describe(body.schema)["properties"];
  for (const [name, schema] of Object.entries(isJsonObject(properties) ? properties : {})) {
    const { type, format } = reader.describe(schema);
    const isUrl = (typeof format === "string" && /ur[il]/.test(format)) || /ur[il]|link|href/i.test(name);
    const before = filled.get(name);
    if (isJsonObject(before) && depth < 3) {
      filled.set(name, fillEnvelope(asked, { ...body, schema }, before, list, depth + 1));
      continue;
    }
    const found = FIELDS.find(([pattern]) => pattern.test(name.toLowerCase().replaceAll(/[^a-z]/g, "")));
    const value = found?.[1]({ ...list, size, hasMore, path, isUrl });
    if (value === undefined) continue;
    if (isOfType(type, value)) filled.set(name, value);
    else if (value === null && !isRequired(asked, body, name)) filled.delete(name);
  }
  return Object.fromEntries(filled);
}

function isRequired({ context }: DefaultCall, { schema }: SchemaPlace, name: string): boolean {
  return context.places.reader.findPart(schema, name).required;
}

function isOfType(type: Json | undefined, value: Json): boolean {
  if (type === undefined) return value !== null;
  if (value === null) return hasType(type, "null");
  if (typeof value === "number") return hasType(type, "integer") || hasType(type, "number");
  return hasType(type, typeof value);
}
