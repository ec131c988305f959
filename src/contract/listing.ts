import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import { findResponseSchema } from "../openapi/body-schema.js";
import type { Operation } from "../openapi/operation.js";
import type { Parameter } from "../openapi/parameter.js";
import type { Contract } from "./contract.js";
import type { Exchange } from "./exchange.js";
import { readAnswer } from "./read-answer.js";
import { findRows } from "./rows.js";
import { listAt, listSame } from "./schema-node.js";

/** How a list is asked for page by page, by the names that are in common use. */
export interface Paging {
  /** How many rows a page may have. */
  readonly size: Parameter | undefined;
  /** The page behind a cursor, which the answer of the one before tells. */
  readonly cursor: Parameter | undefined;
  /** The number of the page, or of rows to leave out. */
  readonly number: Parameter | undefined;
  readonly offset: Parameter | undefined;
}

/** A page of a list. */
export interface Page {
  readonly rows: readonly JsonObject[];
  /** Cursor of the next one; `undefined` on the last, or where there are no cursors. */
  readonly next: string | undefined;
  /** How many rows there are on all pages, where the answer tells. */
  readonly total: number | undefined;
}

const NAMES = {
  size: /^\$?(limit|first|per_?page|page_?size|size|max_?results|take|top)$/i,
  cursor: /^(after|cursor|page_?token|starting_?after|continuation(_?token)?|next_?token|next)$/i,
  number: /^(page|page_?(number|no))$/i,
  offset: /^\$?(offset|skip)$/i,
};

/** The parameters by which an operation is asked for pages; `undefined` when it has none. */
export function findPaging({ parameters }: Operation): Paging | undefined {
  const find = (pattern: RegExp) => parameters.find(({ name, location }) => location === "query" && pattern.test(name));
  const paging = {
    size: find(NAMES.size),
    cursor: find(NAMES.cursor),
    number: find(NAMES.number),
    offset: find(NAMES.offset),
  };
  return paging.size || paging.cursor || paging.number || paging.offset ? paging : undefined;
}

/** Whether a parameter is about pages and not about what is in the rows. */
export function isOfPaging({ name }: Parameter): boolean {
  return (
    Object.values(NAMES).some((pattern) => pattern.test(name)) ||
    /^(before|prev|previous|ending_?before|sort|order|order_?by|direction)$/i.test(name)
  );
}

/** The page in a good answer of a list; `undefined` when it is none. */
export function readPage({ document }: Contract, exchange: Exchange): Page | undefined {
  const answer = readAnswer(exchange);
  if (!answer || answer.response.status !== 200 || answer.json === undefined) return undefined;
  const declared = Object.values(document.collections).find(
    ({ list }) => list?.operation === exchange.case.operation.id,
  )?.list;
  const rows = findRows(answer.json, declared?.rows ?? "");
  if (!rows) return undefined;
  const next = findMember(answer.json, declared?.next === undefined ? NEXT : new RegExp(`^${declared.next}$`));
  const total = findMember(answer.json, /^(total|total_?(count|items|results|elements))$/i);
  return {
    rows,
    next: typeof next === "string" && next !== "" && !/^https?:/.test(next) ? next : undefined,
    total: typeof total === "number" ? total : undefined,
  };
}

/** Whether the document has a place in the answer of a list for the next page's cursor. */
export function documentsNext({ document }: Contract, operation: Operation): boolean {
  const schema = findResponseSchema(document, operation, 200, "application/json");
  const own = schema === undefined ? [] : listSame(document.source, listAt(document.source, schema), null);
  return own.some(({ schema: { properties } }) =>
    Object.keys(isJsonObject(properties) ? properties : {}).some((name) => NEXT.test(name) || PAGES.test(name)),
  );
}

const PAGES = /^(meta|page_?info|paging|pagination|page|links|_meta)$/i;

const NEXT = /^(next|next_?(cursor|page_?token|token)|cursor|end_?cursor|continuation(_?token)?)$/i;

/** A member of an answer, or of an object in it that tells of pages. */
function findMember(answer: Json, name: RegExp): Json | undefined {
  if (!isJsonObject(answer)) return undefined;
  const own = Object.entries(answer).find(([key, value]) => name.test(key) && !isJsonObject(value))?.[1];
  if (own !== undefined) return own;
  const inner = Object.entries(answer).filter(([key]) => PAGES.test(key));
  return inner.map(([, value]) => findMember(value, name)).find((value) => value !== undefined);
}
