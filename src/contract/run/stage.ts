import type { JsonObject } from "../../openapi/json.js";
import type { Operation } from "../../openapi/operation.js";
import type { Case } from "../case.js";
import type { CaseWish } from "../check.js";
import { toIdText } from "../record-fields.js";
import { Refusal } from "../refusal.js";
import { aimAtRecord } from "./aim.js";
import { listRecords } from "./list-records.js";
import { listKeys, makeCase } from "./make-case.js";
import { obtainRecord } from "./obtain.js";
import type { StageContext, StageState } from "./stage-state.js";
import { findStageValue, ignoreRefusal, settleValue } from "./stage-values.js";

/** Sets what a request needs: records of the run's own, and values of things that are there. */
export interface Stage extends Pick<StageState, "prepare" | "obtain"> {
  /** A value that is known by now. */
  readonly findValue: (key: string) => string | undefined;
  /** Looks what a collection has before the run makes anything in it; once is enough. */
  readonly lookBefore: (collection: string) => Promise<void>;
  /** Takes down that a record is no longer there to be used. */
  readonly forget: (collection: string, id: string) => void;
}

/** Makes the stage of a run. */
export function createStage(context: StageContext): Stage {
  const looked = new Set<string>();
  const state: StageState = {
    ...context,
    shared: new Map(),
    found: new Map(),
    underWay: new Set(),
    prepare: (operation, wish) => prepare(state, operation, wish),
    obtain: (collection, wish) => obtainRecord(state, collection, wish),
    list: (collection) => list(state, collection),
  };
  return {
    prepare: state.prepare,
    obtain: state.obtain,
    findValue: (key) => findStageValue(state, key),
    async lookBefore(collection) {
      if (looked.has(collection)) return;
      looked.add(collection);
      await lookBefore(state, collection);
    },
    forget(collection, id) {
      if (state.shared.get(collection)?.id === id) state.shared.delete(collection);
    },
  };
}

async function prepare(state: StageState, operation: Operation, wish: CaseWish = {}): Promise<Case> {
  const { model, mode, making, values } = state;
  if (mode === "read-only" && model.effectOf(operation).kind !== "reads") {
    throw new Refusal("mode", "a run in the mode read-only sends reads only", "--mode own-data");
  }
  const path = await aimAtRecord(state, operation, wish);
  for (const key of listKeys({ model, makeExample: making.makeExample }, operation)) await settleValue(state, key);
  const findValue = (key: string) => findStageValue(state, key);
  return makeCase({ ...making, model, findValue, describe: values.describe }, operation, path);
}

async function list(state: StageState, collection: string): Promise<JsonObject[] | undefined> {
  const listing = state.model.resources.get(collection)?.list;
  return listing && listRecords(listing, await prepare(state, listing.operation), state.send);
}

async function lookBefore(state: StageState, collection: string): Promise<void> {
  const rows = await list(state, collection).catch(ignoreRefusal);
  if (rows === undefined) return;
  const identity = state.model.resources.get(collection)?.identity ?? "id";
  const ids = rows.flatMap((row) => toIdText(row[identity]) ?? []);
  state.ledger.write({ kind: "listed", collection, path: {}, ids });
}
