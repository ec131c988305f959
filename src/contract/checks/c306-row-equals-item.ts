import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import type { Case } from "../case.js";
import type { Check, CheckRun } from "../check.js";
import { listDifferences, type Difference } from "../compare-answers.js";
import { eachOperation, orReason } from "../each-operation.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { findItemRead, toItem } from "../item-read.js";
import { readPage } from "../listing.js";
import { toFinding } from "../noticed.js";
import { readAnswer } from "../read-answer.js";
import { sayOfOperation } from "../said-of-response.js";
import { weakest } from "../statement.js";

/** How many rows of a list are read one by one. */
const MOST_ROWS = 5;

/** What a list shows of a record is what a read of the record shows. */
export const c306: Check = {
  id: "C306",
  title: "A row of a list equals the item",
  about:
    "Reads a list, then some of its rows one by one, and asks that each can be read, and that fields which both show are equal, at " +
    "every depth. A list may show less than an item. Reads only; safe on real data, where a row that changed meanwhile is read " +
    "once more.",
  active: {
    phase: "read",
    run: (run) =>
      eachOperation(run, async (operation, name) => {
        const read = findItemRead(run.contract, operation);
        if (!read) return "no read of one of its rows is documented";
        const { collection } = run.effectOf(operation);
        // A list of nothing has nothing to compare; where the run may, it makes a row.
        if (collection !== undefined && run.mode !== "read-only")
          await orReason(() => run.obtain(collection).then(() => undefined));
        const exchange = await run.send(await run.prepare(operation));
        const page = readPage(run.contract, exchange);
        if (!page || page.rows.length === 0) return "its list has no rows";
        const base = await run.prepare(read.operation);
        for (const row of page.rows.slice(0, MOST_ROWS)) {
          const item = toItem(base, exchange.case, read, row);
          if (item) run.judged(name, await judgeRow(run, exchange, item, row));
        }
        return undefined;
      }),
  },
};

async function judgeRow(run: CheckRun, list: Exchange, item: Case, row: JsonObject): Promise<Finding[]> {
  const exchange = await run.send(item);
  const status = exchange.response?.status;
  if (status === undefined || status >= 500 || status === 429) return [];
  const tell = (message: string, received: Json, documented: Json) => {
    const said = sayOfOperation(list.case.operation);
    const statement = { ...said, evidence: weakest([said.evidence, "inferred"]) };
    return [toFinding("C306", exchange, { message, received, documented, statement, after: [list.id], ...BLAME })];
  };
  if (status >= 400) return tell(`The list shows a row that, read by itself, is answered with ${status}.`, status, 200);
  const shown = readAnswer(exchange)?.json;
  if (!isJsonObject(shown)) return [];
  const [first] = listCommonDifferences(row, shown);
  return first
    ? tell(`The list shows another ${first.field} than the item has.`, first.before ?? null, first.after ?? null)
    : [];
}

const BLAME = {
  blame: "undecided",
  why: "Either the list is stale or shortened, or the record changed between the two reads.",
} as const;

/** Differences in what both have. */
function listCommonDifferences(row: JsonObject, item: JsonObject): Difference[] {
  return listDifferences(row, item).filter(({ before, after }) => before !== undefined && after !== undefined);
}
