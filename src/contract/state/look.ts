import type { JsonObject } from "../../openapi/json.js";
import type { CheckRun } from "../check.js";
import type { Exchange } from "../exchange.js";
import { findRecord, readJsonBody, toIdText } from "../record-fields.js";
import { listRecords } from "../run/list-records.js";
import { aimAt, type Place } from "./place.js";

/** What was seen of a record. */
export interface Look {
  /** The exchange that shows it, or that it is not there. */
  readonly exchange: Exchange;
  /** `undefined` when it is not there. */
  readonly record: JsonObject | undefined;
}

/** Reads a record by its own operation, or finds it in its list; `undefined` when the API shows it by neither. */
export async function lookAt(run: CheckRun, place: Place, after: readonly Exchange[] = []): Promise<Look | undefined> {
  const { read } = place.resource;
  if (!read) return lookInList(run, place, after);
  const exchange = await run.send(await aimAt(run, read, place), after);
  return { exchange, record: isSuccess(exchange) ? readRecord(exchange, place.resource.identity) : undefined };
}

/** What was seen of a list. */
export interface ListLook {
  readonly exchange: Exchange;
  readonly rows: readonly JsonObject[];
}

/** Reads the list in which a record would be, all its pages; `undefined` when there is none, or it can't be read. */
export async function lookThrough(
  run: CheckRun,
  place: Place,
  after: readonly Exchange[] = [],
): Promise<ListLook | undefined> {
  const { list } = place.resource;
  if (!list) return undefined;
  let last: Exchange | undefined;
  const rows = await listRecords(list, await aimAt(run, list.operation, place), async (wanted) => {
    last = await run.send(wanted, after);
    return last;
  });
  return rows && last ? { exchange: last, rows } : undefined;
}

/** Finds a record in its list. */
async function lookInList(run: CheckRun, place: Place, after: readonly Exchange[] = []): Promise<Look | undefined> {
  const look = await lookThrough(run, place, after);
  return look && { exchange: look.exchange, record: findRow(look.rows, place) };
}

/** The row of a record. */
export function findRow(rows: readonly JsonObject[], { resource, id }: Place): JsonObject | undefined {
  return rows.find((row) => toIdText(row[resource.identity]) === id);
}

/** The record that an answer shows. */
export function readRecord({ response }: Exchange, identity: string): JsonObject | undefined {
  return response && findRecord(readJsonBody(response), identity);
}

/** Whether an exchange was answered with a success. */
export function isSuccess({ response }: Exchange): boolean {
  return response !== undefined && response.status >= 200 && response.status < 300;
}

/** Whether an exchange was refused as the caller's fault. */
export function isRefused({ response }: Exchange): boolean {
  return response !== undefined && response.status >= 400 && response.status < 500;
}

/** Whether an answer says nothing of what was asked: a failure, too many requests, or none at all. */
export function isMute({ response }: Exchange): boolean {
  return response === undefined || response.status >= 500 || response.status === 429;
}
