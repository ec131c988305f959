import type { Json } from "../../openapi/json.js";
import { squash } from "../../openapi/resources/word-form.js";
import type { DefaultCall, KeptRecord } from "./default-context.js";

/** What a request asks of a list. */
export interface ListQuery {
  readonly page: Page;
  /** Values by the names of the fields that they are compared with, as the document spells these. */
  readonly filters: readonly Filter[];
  readonly search: string | undefined;
  readonly sort: readonly Sort[];
}

/** Which part of a list is asked for. */
export interface Page {
  /** How many at most; `undefined` for as many as there are. */
  readonly size: number | undefined;
  /** How many come before. */
  readonly skip: number;
  /** Number of the page, the first being 1, or 0 where the request counts so. */
  readonly number: number;
  /** Name of the parameter by which the next page is asked for, and what it would be. */
  readonly next: { readonly parameter: string; readonly toValue: (skip: number) => string } | undefined;
}

interface Filter {
  readonly field: string;
  readonly value: Json;
}

interface Sort {
  readonly field: string;
  readonly isDescending: boolean;
}

const SIZE =
  /^(\$?limit|perpage|pagesize|pagelimit|size|count|first|take|\$?top|maxresults?|max|itemsperpage|numresults|pageitems|results?perpage|rows)$/;
const SKIP = /^(\$?offset|\$?skip|start|startat|startindex|from|pageoffset)$/;
const NUMBER = /^(page|pagenumber|pageno|pagenum|pageindex|currentpage|p)$/;
const AFTER =
  /^(cursor|after|startingafter|pagetoken|nexttoken|nextpagetoken|continuationtoken|continue|marker|nextcursor|pagecursor|pageafter|startcursor|token|scrollid|nextpage|startafter|lastid|beforecursor)$/;
const SEARCH = /^(q|query|search|searchterm|keyword|keywords|term|text|filter)$/;
const SORT = /^(sort|sortby|order|orderby|\$orderby|ordering|sortfield|sortcolumn)$/;
const DIRECTION = /^(direction|sortdirection|sortorder|order|dir|sortdir|orderdirection|ascending|descending)$/;

/** Reads what a request asks of a list, by the parameter names in common use. */
export function readListQuery(asked: DefaultCall, fields: readonly string[]): ListQuery {
  const given = Object.entries(asked.call.params.query).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, plain: toPlain(name), value }],
  );
  const find = (pattern: RegExp) => given.find(({ plain }) => pattern.test(plain));
  const fieldOf = (name: string) => fields.find((field) => squash(field) === squash(name));
  const search = find(SEARCH);
  const known = new Set(given.filter(({ plain }) => [SIZE, SKIP, NUMBER, AFTER, SORT].some((one) => one.test(plain))));
  return {
    page: readPage(asked, find),
    search: typeof search?.value === "string" && fieldOf(search.name) === undefined ? search.value : undefined,
    sort: readSort(find(SORT)?.value, find(DIRECTION)?.value, fieldOf),
    filters: given.flatMap((one) => {
      const field = known.has(one) ? undefined : fieldOf(one.name.replace(/^filter\[(.+)\]$/, "$1"));
      return field === undefined ? [] : [{ field, value: one.value }];
    }),
  };
}

/** `page[size]` is `pagesize`; a `$` stays. */
function toPlain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z$]/g, "");
}

type Find = (pattern: RegExp) => { readonly name: string; readonly value: Json } | undefined;

function readPage({ role }: DefaultCall, find: Find): Page {
  const documented = (pattern: RegExp): string | undefined =>
    role.operation.parameters.find(({ location, name }) => location === "query" && pattern.test(toPlain(name)))?.name;
  const asked = toCount(find(SIZE)?.value);
  const number = toCount(find(NUMBER)?.value);
  const after = find(AFTER);
  // Who asks by page, cursor or offset without a size gets as many as most APIs give.
  const size = asked ?? (number !== undefined || after !== undefined ? 20 : undefined);
  const skip = after
    ? fromCursor(after.value)
    : (toCount(find(SKIP)?.value) ?? Math.max(0, (number ?? 1) - 1) * (size ?? 0));
  return { size, skip, number: number ?? Math.floor(skip / (size ?? 1)) + 1, next: chooseNext(documented, size) };
}

function chooseNext(documented: (pattern: RegExp) => string | undefined, size = 20): Page["next"] {
  const [cursor, page, offset] = [documented(AFTER), documented(NUMBER), documented(SKIP)];
  if (cursor !== undefined) return { parameter: cursor, toValue: toCursor };
  if (page !== undefined) return { parameter: page, toValue: (skip) => String(Math.floor(skip / size) + 1) };
  return offset === undefined ? undefined : { parameter: offset, toValue: String };
}

/** A cursor tells how many come before it. */
export function toCursor(skip: number): string {
  return btoa(`after:${skip}`).replaceAll("=", "");
}

function fromCursor(value: Json): number {
  const text = typeof value === "string" && /^[A-Za-z0-9+/]+$/.test(value) && value.length % 4 !== 1 ? atob(value) : "";
  return Number(/^after:(\d+)$/.exec(text)?.[1] ?? 0);
}

function toCount(value: Json | undefined): number | undefined {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 0 ? number : undefined;
}

/** `name`, `-name`, `name:desc` and `name desc`, several with commas between them. */
function readSort(
  sort: Json | undefined,
  direction: Json | undefined,
  fieldOf: (name: string) => string | undefined,
): Sort[] {
  const parts = (Array.isArray(sort) ? sort : [sort]).flatMap((part) =>
    typeof part === "string" ? part.split(",") : [],
  );
  return parts.flatMap((part) => {
    const match = /^([-+]?)([\w.-]+)(?:[: ]+(asc|desc)\w*)?$/i.exec(part.trim());
    const field = match?.[2] === undefined ? undefined : fieldOf(match[2]);
    if (!match || field === undefined) return [];
    const told = match[3] ?? (typeof direction === "string" ? direction : "");
    return [{ field, isDescending: match[1] === "-" || /^desc/i.test(told) }];
  });
}

/** The records that a query asks for, in its order, before they are cut into pages. */
export function selectRecords(records: readonly KeptRecord[], { filters, search, sort }: ListQuery): KeptRecord[] {
  const found = records.filter(
    (record) => filters.every((filter) => isMatch(record, filter)) && (search === undefined || hasText(record, search)),
  );
  if (sort.length === 0) return found;
  return found.toSorted((a, b) => {
    for (const { field, isDescending } of sort) {
      const order = compare(a[field], b[field]);
      if (order !== 0) return isDescending ? -order : order;
    }
    return 0;
  });
}

function isMatch(record: KeptRecord, { field, value }: Filter): boolean {
  const own = record[field];
  const wanted = new Set((Array.isArray(value) ? value : [value]).map(toText));
  return (Array.isArray(own) ? own : [own]).some((item) => wanted.has(toText(item)));
}

function toText(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

function hasText(record: KeptRecord, text: string): boolean {
  const wanted = text.toLowerCase();
  return Object.entries(record).some(
    ([name, value]) => !name.startsWith("$") && typeof value === "string" && value.toLowerCase().includes(wanted),
  );
}

function compare(a: Json | undefined, b: Json | undefined): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [first, second] = [toText(a), toText(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}
