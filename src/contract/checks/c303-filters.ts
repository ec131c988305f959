import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import type { Parameter } from "../../openapi/parameter.js";
import { isSendable } from "../cases/is-sendable.js";
import { isValid, proveCase } from "../cases/prove-case.js";
import { withParameter } from "../cases/write-value.js";
import type { Case } from "../case.js";
import type { Check, CheckRun } from "../check.js";
import { eachOperation, orReason } from "../each-operation.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { isOfPaging, readPage, type Page } from "../listing.js";
import { toFinding } from "../noticed.js";
import { sayOfOperation } from "../said-of-response.js";
import { weakest } from "../statement.js";

/** A filter lets through what it says, and all of it. */
export const c303: Check = {
  id: "C303",
  title: "A filter lets through what it says",
  about:
    "Takes query parameters of lists that are named for a field of the rows (integration_id for integration.id, deployed for " +
    "isDeployed), filters by a value that a row has and by one that none has, and asks that all rows which come back have it, that " +
    "none is missing that the whole list has, and that nothing else comes. Reads only.",
  active: {
    phase: "read",
    run: (run) =>
      eachOperation(run, async (operation, name) => {
        if (operation.method !== "GET") return "it is no read";
        const filters = operation.parameters.filter(
          (parameter) => parameter.location === "query" && !isOfPaging(parameter),
        );
        if (filters.length === 0) return "it has no filters";
        const { collection } = run.effectOf(operation);
        // A list of nothing can't be filtered; where the run may, it makes a row.
        if (collection !== undefined && run.mode !== "read-only")
          await orReason(() => run.obtain(collection).then(() => undefined));
        const base = await run.prepare(operation);
        const whole = readPage(run.contract, await run.send(base));
        if (!whole || whole.rows.length === 0) return "its list has no rows that could be filtered";
        const judged = await judgeFilters(run, name, base, filters, whole);
        return judged === 0 ? "no filter is named for a field of its rows" : undefined;
      }),
  },
};

async function judgeFilters(
  run: CheckRun,
  name: string,
  base: Case,
  filters: readonly Parameter[],
  whole: Page,
): Promise<number> {
  let judged = 0;
  for (const filter of filters) {
    const field = findField(whole.rows, filter.name);
    if (!field) continue;
    const known = field.read(whole.rows[0] ?? {});
    for (const value of [known, findOther(run, known, filter, whole.rows.map(field.read))]) {
      const wanted = value === undefined ? undefined : withParameter(base, filter, value);
      if (value === undefined || !wanted || !isSendable(wanted) || !isValid(proveCase(run.contract, wanted))) continue;
      const exchange = await run.send({
        ...wanted,
        expectation: "open",
        about: `${filter.name} is ${JSON.stringify(value)}`,
      });
      const page = readPage(run.contract, exchange);
      // A filter for what is not there may also be refused.
      if (!page) continue;
      judged += 1;
      run.judged(name, judge(exchange, field, value, page, whole));
    }
  }
  return judged;
}

/** A field of rows, one or two steps down. */
interface Field {
  readonly name: string;
  readonly read: (row: JsonObject) => Json | undefined;
}

/** The field for which a filter is named; the same letters, in whatever case and with whatever between them. */
function findField(rows: readonly JsonObject[], filter: string): Field | undefined {
  const wanted = toLetters(filter);
  const [row = {}] = rows;
  const names = Object.entries(row).flatMap(([name, value]): string[][] => [
    [name],
    ...(isJsonObject(value) ? Object.keys(value).map((inner) => [name, inner]) : []),
  ]);
  const path = names.find((steps) => {
    const letters = toLetters(steps.join("_"));
    return (letters === wanted || letters === `is${wanted}`) && isPlain(readAt(row, steps));
  });
  return path && { name: path.join("."), read: (one) => readAt(one, path) };
}

function toLetters(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

function readAt(row: JsonObject, steps: readonly string[]): Json | undefined {
  return steps.reduce<Json | undefined>((value, step) => (isJsonObject(value) ? value[step] : undefined), row);
}

function isPlain(value: Json | undefined): boolean {
  return value !== null && ["string", "number", "boolean"].includes(typeof value);
}

/** A value that no row has; `undefined` when none can be told. */
function findOther(
  run: CheckRun,
  known: Json | undefined,
  filter: Parameter,
  values: readonly (Json | undefined)[],
): Json | undefined {
  if (typeof known === "boolean") return values.includes(!known) ? undefined : !known;
  if (typeof known === "number") return Math.max(...values.map(Number)) + 1;
  if (typeof known !== "string") return undefined;
  const madeUp = run.makeUpId(known);
  return filter.validate(madeUp).length === 0 && !values.includes(madeUp) ? madeUp : undefined;
}

function judge(exchange: Exchange, field: Field, value: Json, page: Page, whole: Page): Finding[] {
  const said = sayOfOperation(exchange.case.operation);
  const tell = (message: string, received: Json, documented: Json) => [
    toFinding("C303", exchange, {
      message,
      received,
      documented,
      statement: { ...said, evidence: weakest([said.evidence, "inferred"]) },
      why: "The parameter is named for the field, so whoever uses it relies on that.",
    }),
  ];
  const other = page.rows.find((row) => field.read(row) !== value);
  if (other)
    return tell(
      `Filtered by ${exchange.case.about}, a row has another ${field.name}.`,
      field.read(other) ?? null,
      value,
    );
  const isWhole = whole.next === undefined && page.next === undefined;
  const expected = whole.rows.filter((row) => field.read(row) === value).length;
  if (!isWhole || page.rows.length === expected) return [];
  return tell(
    `Filtered by ${exchange.case.about}, ${page.rows.length} rows come where the whole list has ${expected}.`,
    page.rows.length,
    expected,
  );
}
