import { isJsonObject, type JsonObject } from "../../openapi/json.js";
import type { Case } from "../case.js";
import type { Listing } from "../effect.js";
import type { Exchange } from "../exchange.js";
import { readJsonBody } from "../record-fields.js";
import { findRows } from "../rows.js";

/** How many pages are read at most of a list. */
const MOST_PAGES = 50;

/** All rows of a list; `undefined` when one of its pages can't be read. */
export async function listRecords(
  { rows, page }: Listing,
  first: Case,
  send: (wanted: Case) => Promise<Exchange>,
): Promise<JsonObject[] | undefined> {
  const all: JsonObject[] = [];
  let wanted = first;
  for (let read = 0; read < MOST_PAGES; read += 1) {
    const { response } = await send(wanted);
    const answer = response && response.status >= 200 && response.status < 300 ? readJsonBody(response) : undefined;
    const found = answer === undefined ? undefined : findRows(answer, rows);
    if (answer === undefined || found === undefined) return undefined;
    all.push(...found);
    const next = page && isJsonObject(answer) ? answer[page.next] : undefined;
    if (page === undefined || typeof next !== "string" || next === "") return all;
    wanted = { ...first, query: [...first.query.filter(([name]) => name !== page.after), [page.after, next]] };
  }
  return all;
}
