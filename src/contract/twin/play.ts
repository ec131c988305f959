import { setTimeout } from "node:timers/promises";
import type { Json } from "../../openapi/json.js";
import type { Operation } from "../../openapi/operation.js";
import type { Case } from "../case.js";
import type { CheckRun } from "../check.js";
import type { Resource } from "../effect.js";
import type { Exchange } from "../exchange.js";
import { findRow, isSuccess, lookThrough } from "../state/look.js";
import { seeState } from "../state/sight.js";
import { aimAt, aimAtNew, type Place } from "../state/place.js";
import { listUpdates } from "../state/list-updates.js";
import { readJsonBody } from "../record-fields.js";
import { createNormaliser } from "./normalise.js";

/** One command of a sequence: an operation, and which of its updates is sent. */
export interface Command {
  readonly operation: Operation;
  readonly variant: number;
}

/** What a sequence came to, command by command. */
export interface Played {
  readonly exchange: Exchange;
  /** Status and what is told, without what only this server can know: ids and instants. */
  readonly told: Json;
}

/** Milliseconds between two commands: what is changed twice in one of them bears one instant, on one side and not the other. */
const TICK = 2;

/** Plays commands on a record of a run's own, a new one where it can make one; `undefined` where it has none. */
export async function play(
  run: CheckRun,
  resource: Resource,
  first: Operation,
  commands: readonly Command[],
): Promise<Played[] | undefined> {
  const aimed = await aimAtNew(run, first, resource);
  if (!aimed) return undefined;
  const normalise = createNormaliser();
  const played: Played[] = [];
  for (const command of commands) {
    await setTimeout(TICK);
    const { exchange, body } =
      (await sendRestoreRead(run, first, aimed.place, command)) ?? (await send(run, aimed.place, command));
    const status = exchange.response?.status ?? 0;
    // How errors are worded is told by their own checks.
    played.push({ exchange, told: { status, ...(status < 400 && { body: normalise(body) }) } });
  }
  return played;
}

/** Where nothing but the way in which a record is put back says where it is shown, its row is read there. */
async function sendRestoreRead(run: CheckRun, first: Operation, place: Place, { operation }: Command) {
  if (run.effectOf(first).restore?.read !== operation.id || place.resource.read) return undefined;
  const sight = await seeState(run, first, place, []);
  const exchange = sight?.exchanges.at(-1);
  return exchange && { exchange, body: sight?.record ?? null };
}

async function send(run: CheckRun, place: Place, { operation, variant }: Command) {
  const isList = place.resource.list?.operation === operation;
  const look = isList ? await lookThrough(run, place) : undefined;
  // Of a list only the record's own row is compared: what else is there is not the run's matter.
  if (look) return { exchange: look.exchange, body: findRow(look.rows, place) ?? null };
  const exchange = await run.send(choose(run, await aimAt(run, operation, place), variant));
  const body = isSuccess(exchange) && exchange.response ? (readJsonBody(exchange.response) ?? null) : null;
  return { exchange, body };
}

function choose(run: CheckRun, base: Case, variant: number): Case {
  if (!base.body) return base;
  const all = [...listUpdates(run, base)];
  return all[variant % all.length] ?? base;
}
