import { findAtPointer } from "../../openapi/reference.js";
import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import type { Case } from "../case.js";
import type { Listing } from "../effect.js";
import type { Exchange } from "../exchange.js";
import { readJsonBody } from "../record-fields.js";

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

/** The rows of an answer: at the pointer; without one the answer itself, or the only array in it. */
function findRows(answer: Json, rows: string): JsonObject[] | undefined {
  const found = rows === "" ? findOnlyArray(answer) : findAtPointer(answer, rows);
  return Array.isArray(found) ? found.filter(isJsonObject) : undefined;
}

function findOnlyArray(answer: Json): Json | undefined {
  if (!isJsonObject(answer)) return answer;
  const arrays = Object.values(answer).filter((member) => Array.isArray(member));
  return arrays.length === 1 ? arrays[0] : undefined;
}
