import { Problem } from "../emulator/problem.js";
import type { Json } from "../openapi/json.js";

/** One page of rows, with what its reply says about it and the rules that decide that. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly info: { readonly totalCount: number; readonly next?: string; readonly prev?: string };
  readonly rules: readonly string[];
}

/** What a request asks of a page: query parameters by name. */
export type PageQuery = Readonly<Record<string, Json | undefined>>;

/** What a cursor is: what a page gave, or on a list that gives none the id of a row, too (V-PAGE.integrations). */
export type CursorKind = "opaque" | "id";

const DEFAULT_LENGTH = 20;
const MOST = 100;

/** With a ULID behind it 30 bytes, whose base64 needs no padding, so that a cursor goes into a URL as it is. */
const CURSOR_MARK = "row:";

/**
 * The page of rows that `first`, `after` and `before` ask for, in the order of the rows' ids (V-PAGE).
 * A cursor holds an id, not a position, so that it stays good when rows before it go.
 * @throws Problem invalid-request when a cursor is none of ours
 */
export function toPage<Row extends { readonly id: string }>(
  all: readonly Row[],
  query: PageQuery,
  kind: CursorKind = "opaque",
): Page<Row> {
  const { first, after, before } = query;
  const length = Math.min(typeof first === "number" ? first : DEFAULT_LENGTH, MOST);
  const sorted = all.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const lower = readCursor("after", after, kind);
  const upper = readCursor("before", before, kind);
  const between = sorted.filter(({ id }) => (lower === undefined || id > lower) && (upper === undefined || id < upper));
  // Going back means the rows that are nearest to the cursor, not the first of all.
  const rows = upper !== undefined && lower === undefined ? between.slice(-length) : between.slice(0, length);
  const cursors = toCursors(sorted, rows);
  return { rows, info: { totalCount: sorted.length, ...cursors }, rules: citePage(rows.length, query, cursors, kind) };
}

interface Cursors {
  readonly next?: string;
  readonly prev?: string;
}

function toCursors<Row extends { readonly id: string }>(sorted: readonly Row[], rows: readonly Row[]): Cursors {
  const [start, end] = [rows[0], rows.at(-1)];
  return {
    ...(end && end !== sorted.at(-1) && { next: writeCursor(end.id) }),
    ...(start && start !== sorted[0] && { prev: writeCursor(start.id) }),
  };
}

function citePage(
  count: number,
  { first, after, before }: PageQuery,
  { next, prev }: Cursors,
  kind: CursorKind,
): string[] {
  const isPart = [after, before, next, prev].some((cursor) => cursor !== undefined);
  const isCapped = typeof first === "number" && first > MOST;
  return [
    ...(isPart || isCapped ? [kind === "id" ? "V-PAGE.integrations" : "V-PAGE"] : []),
    ...(count > 1 ? ["V-PAGE.order"] : []),
  ];
}

function writeCursor(id: string): string {
  return btoa(CURSOR_MARK + id);
}

function readCursor(name: string, cursor: Json | undefined, kind: CursorKind): string | undefined {
  if (cursor === undefined) return undefined;
  if (kind === "id" && typeof cursor === "string" && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(cursor)) return cursor;
  // The form is looked at first because atob throws on what is not base64.
  const text = typeof cursor === "string" && /^[A-Za-z0-9+/]{40}$/.test(cursor) ? atob(cursor) : "";
  if (text.startsWith(CURSOR_MARK)) return text.slice(CURSOR_MARK.length);
  const fields = [{ field: name, message: "is no cursor of a page" }];
  throw new Problem("invalid-request", { rules: ["V-PAGE"], fields });
}
