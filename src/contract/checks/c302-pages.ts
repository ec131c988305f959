import type { Json, JsonObject } from "../../openapi/json.js";
import { withParameter } from "../cases/write-value.js";
import { isValid, proveCase } from "../cases/prove-case.js";
import type { Case } from "../case.js";
import type { Check, CheckRun } from "../check.js";
import { isSame } from "../compare-answers.js";
import { eachOperation, orReason } from "../each-operation.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { documentsNext, findPaging, readPage, type Page, type Paging } from "../listing.js";
import { toFinding } from "../noticed.js";
import { sayOfOperation } from "../said-of-response.js";
import { weakest } from "../statement.js";

/** How many rows a list should have, and how many pages of one row are read. */
const [WANTED_ROWS, MOST_PAGES] = [3, 6];

/** A list is the same in pages and whole. */
export const c302: Check = {
  id: "C302",
  title: "A list is the same in pages and as a whole",
  about:
    "Reads lists that take a size, a cursor, a page number or an offset by the names in common use, page by page with one row each, " +
    "and asks that no page has more rows than it may, that the pages together are the list from its beginning in its order, without " +
    "a gap and with no row twice, that the last page names none behind it, and that the total is the number of rows. " +
    "Needs two rows; where the run may, it makes some.",
  active: {
    phase: "read",
    run: (run) =>
      eachOperation(run, async (operation, name) => {
        const paging = operation.method === "GET" ? findPaging(operation) : undefined;
        if (!paging) return "it has no pages";
        await makeRows(run, operation);
        const base = await run.prepare(operation);
        const exchange = await run.send(base);
        const whole = readPage(run.contract, exchange);
        if (!whole) return "its answer is no list that can be told";
        const counted = judgeTotal(exchange, whole);
        if (whole.rows.length < 2 || !paging.size) {
          if (counted) run.judged(name, counted);
          return whole.rows.length < 2 ? `its list has ${whole.rows.length} rows, and pages need two` : undefined;
        }
        run.judged(name, [...(counted ?? []), ...(await judgePages(run, base, paging, whole))]);
        return undefined;
      }),
  },
};

/** Makes rows where the run may, so that there is something to page through. */
async function makeRows(run: CheckRun, operation: Case["operation"]): Promise<void> {
  const { collection } = run.effectOf(operation);
  if (collection === undefined || run.mode === "read-only") return;
  for (let count = 0; count < WANTED_ROWS; count += 1) {
    const reason = await orReason(async () => {
      await run.obtain(collection, { fresh: true });
      return undefined;
    });
    // Then the rows that are there have to do.
    if (reason !== undefined) return;
  }
}

/** A total can be counted only where all rows are on one page. */
function judgeTotal(exchange: Exchange, { rows, total, next }: Page): Finding[] | undefined {
  if (total === undefined || next !== undefined || total > 20) return undefined;
  return total === rows.length
    ? []
    : [tell(exchange, `The list has ${rows.length} rows, and says that it has ${total}.`, total, rows.length)];
}

async function judgePages(run: CheckRun, base: Case, paging: Paging, whole: Page): Promise<Finding[]> {
  const sized = paging.size ? withParameter(base, paging.size, 1) : base;
  const seen: JsonObject[] = [];
  let wanted: Case | undefined = sized;
  let first = 1;
  for (let number = 0; wanted && number < MOST_PAGES; number += 1) {
    // Its own schema may not allow a page of one row; then there is nothing to say.
    if (!isValid(proveCase(run.contract, wanted))) return [];
    const exchange = await run.send(wanted);
    const page = readPage(run.contract, exchange);
    if (!page)
      return exchange.response && exchange.response.status >= 400 && exchange.response.status < 500
        ? [tellRefused(exchange)]
        : [];
    const finding = judgePage(exchange, page, seen, whole);
    if (finding) return [finding];
    seen.push(...page.rows);
    if (number === 0) first = await findFirstNumber(run, sized, paging, page);
    wanted = findNext(sized, paging, page, first + number + 1, seen.length);
    if (!wanted && paging.cursor && seen.length < whole.rows.length && documentsNext(run.contract, base.operation)) {
      return [
        tell(
          exchange,
          `The pages end after ${seen.length} rows, the list has ${whole.rows.length}.`,
          seen.length,
          whole.rows.length,
        ),
      ];
    }
    if (wanted && seen.length >= whole.rows.length) {
      return page.next !== undefined && whole.next === undefined
        ? [tell(exchange, "The last page names another one behind it.", page.next, null)]
        : [];
    }
  }
  return [];
}

function judgePage(
  exchange: Exchange,
  { rows, total }: Page,
  seen: readonly JsonObject[],
  whole: Page,
): Finding | undefined {
  if (rows.length > 1) return tell(exchange, `A page that may have one row has ${rows.length}.`, rows.length, 1);
  const [row] = rows;
  if (row && seen.some((one) => isSame(one, row)))
    return tell(exchange, "A row of an earlier page comes again.", row, whole.rows[seen.length] ?? null);
  const expected = whole.rows[seen.length];
  if (!isSame(row, expected))
    return tell(
      exchange,
      `Row ${seen.length + 1} is another one in pages than in the whole list.`,
      row ?? null,
      expected ?? null,
    );
  if (total !== undefined && whole.total !== undefined && total !== whole.total) {
    return tell(
      exchange,
      `A page says that there are ${total} rows, the whole list says ${whole.total}.`,
      total,
      whole.total,
    );
  }
  return undefined;
}

function findNext(
  sized: Case,
  { cursor, number, offset }: Paging,
  page: Page,
  index: number,
  seen: number,
): Case | undefined {
  if (cursor && page.next !== undefined) return withParameter(sized, cursor, page.next);
  if (number && page.rows.length > 0) return withParameter(sized, number, index);
  return offset && page.rows.length > 0 ? withParameter(sized, offset, seen) : undefined;
}

/** Some lists count their pages from 0: then the page of number 1 is not the first one again. */
async function findFirstNumber(
  run: CheckRun,
  sized: Case,
  { number, cursor }: Paging,
  { rows }: Page,
): Promise<number> {
  if (!number || cursor) return 1;
  const page = readPage(run.contract, await run.send(withParameter(sized, number, 1)));
  return page && !isSame(page.rows[0], rows[0]) ? 0 : 1;
}

function tellRefused(exchange: Exchange): Finding {
  return tell(
    exchange,
    `A page that the list itself named was refused with ${exchange.response?.status ?? "nothing"}.`,
    exchange.response?.status ?? null,
    200,
  );
}

function tell(exchange: Exchange, message: string, received: Json, documented: Json): Finding {
  const said = sayOfOperation(exchange.case.operation);
  return toFinding("C302", exchange, {
    message,
    received,
    documented,
    statement: { ...said, evidence: weakest([said.evidence, "inferred"]) },
    why: "Whoever reads the list page by page would miss rows, get some twice, or never come to an end.",
  });
}
