import type { Json } from "../../openapi/json.js";
import type { ApiModel } from "../api-model.js";
import type { Resource } from "../effect.js";
import { findField, toIdText } from "../record-fields.js";
import { Refusal } from "../refusal.js";
import type { StageContext, StageState } from "./stage-state.js";

/** The value of a word that is known by now: one that was given, else that of a record of the run's own, or of one that it found. */
export function findStageValue(state: StageState, key: string): string | undefined {
  const { model, values, shared, found } = state;
  const given = values.find(key) ?? (state.mode === "read-only" ? values.findToRead(key) : undefined);
  const collection = model.collectionOf(key);
  if (given !== undefined || collection === undefined) return given;
  const own = shared.get(collection);
  return readKey(model, key, own?.body) ?? own?.id ?? readKey(model, key, found.get(collection));
}

/** Comes to have a value for a word, if there is a way: a record that can be made, or one that can be found. */
export async function settleValue(state: StageState, key: string): Promise<void> {
  const { model, underWay, found } = state;
  const collection = model.collectionOf(key);
  if (findStageValue(state, key) !== undefined || collection === undefined || underWay.has(collection)) return;
  underWay.add(collection);
  try {
    const resource = model.resources.get(collection);
    if (resource && canMake(state, resource)) await state.obtain(collection);
    else if (resource?.list && !found.has(collection)) found.set(collection, (await state.list(collection))?.[0]);
  } catch (error) {
    // Then there is no value, which whoever needs it will say.
    ignoreRefusal(error);
  } finally {
    underWay.delete(collection);
  }
}

/** Whether a run may make a record: on another machine only what the API can remove again. */
export function canMake({ isLoopback, mode }: StageContext, { create, remove, cleanup }: Resource): boolean {
  if (create === undefined || mode === "read-only") return false;
  return isLoopback || (remove !== undefined && cleanup === "delete") || cleanup === "parent";
}

/** The value of a word in a record. */
export function readKey(model: ApiModel, key: string, record: Json | undefined): string | undefined {
  return toIdText(findField(record, model.fieldOf(key)));
}

/** Goes on without what a refusal kept, unless nothing more is sent at all. */
export function ignoreRefusal(error: unknown): undefined {
  if (!(error instanceof Refusal) || error.reason === "budget") throw error;
}
