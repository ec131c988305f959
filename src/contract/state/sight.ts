import type { JsonObject } from "../../openapi/json.js";
import type { Operation } from "../../openapi/operation.js";
import { findAtPointer } from "../../openapi/reference.js";
import { isJsonObject } from "../../openapi/json.js";
import type { CheckRun } from "../check.js";
import type { Restore } from "../effect.js";
import type { Exchange } from "../exchange.js";
import { readJsonBody, toIdText } from "../record-fields.js";
import { isSuccess, lookAt, lookThrough } from "./look.js";
import { aimAt, type Place } from "./place.js";

/** What there is at one moment, as far as the API shows it. */
export interface Sight {
  /** The record; `undefined` when it is not there, or not shown. */
  readonly record: JsonObject | undefined;
  /** The other records of its list, by id, as far as nobody else may change them meanwhile. */
  readonly others: JsonObject;
  readonly exchanges: readonly Exchange[];
  /** What an update sends, with its fields named as the record names them. */
  rename(sent: JsonObject): JsonObject;
}

/** Looks at a record and its neighbours; `undefined` when the API shows nothing of them. */
export async function seeState(
  run: CheckRun,
  operation: Operation,
  place: Place,
  after: readonly Exchange[],
): Promise<Sight | undefined> {
  const { restore } = run.effectOf(operation);
  if (restore && !place.resource.read) return seeByRestore(run, place, restore, after);
  const look = await lookAt(run, place, after);
  const list = await lookThrough(run, place, after);
  if (!look && !list) return undefined;
  const exchanges = [look?.exchange, list?.exchange].filter((exchange) => exchange !== undefined);
  const others = run.isLoopback ? indexOthers(list?.rows ?? [], place) : {};
  return { record: look?.record, others, exchanges, rename: (sent) => sent };
}

/** Where the document says how a record is put back, it says where it is shown. */
async function seeByRestore(
  run: CheckRun,
  place: Place,
  { read, rows, fields }: Restore,
  after: readonly Exchange[],
): Promise<Sight | undefined> {
  const reading = run.contract.document.operations.find(({ id }) => id === read);
  if (!reading) return undefined;
  const exchange = await run.send(await aimAt(run, reading, place), after);
  const answer = isSuccess(exchange) && exchange.response ? readJsonBody(exchange.response) : undefined;
  const found = answer === undefined ? undefined : rows === "" ? answer : findAtPointer(answer, rows);
  const all = (Array.isArray(found) ? found : [found]).filter(isJsonObject);
  const names = new Map(Object.entries(fields));
  return {
    record: all.find((row) => toIdText(row[place.resource.identity]) === place.id),
    others: run.isLoopback ? indexOthers(all, place) : {},
    exchanges: [exchange],
    rename: (sent) => Object.fromEntries(Object.entries(sent).map(([name, value]) => [names.get(name) ?? name, value])),
  };
}

function indexOthers(rows: readonly JsonObject[], { resource: { identity }, id }: Place): JsonObject {
  const pairs = rows.map((row) => [toIdText(row[identity]) ?? "", row] as const);
  return Object.fromEntries(pairs.filter(([other]) => other !== id && other !== ""));
}
