import type { Json } from "../../openapi/json.js";
import type { CaseWish, OwnRecord } from "../check.js";
import type { Exchange } from "../exchange.js";
import { findRecord, readJsonBody } from "../record-fields.js";
import { Refusal } from "../refusal.js";
import type { StageState } from "./stage-state.js";
import { canMake } from "./stage-values.js";

/** A record of the run's own, made now where there is none or a fresh one is wished for. @throws Refusal when it can't be made. */
export async function obtainRecord(
  state: StageState,
  collection: string,
  { fresh = false }: CaseWish = {},
): Promise<OwnRecord> {
  const known = state.shared.get(collection);
  if (known && !fresh) return known;
  const resource = state.model.resources.get(collection);
  if (!resource?.create || !canMake(state, resource)) {
    throw new Refusal("missing", `the run can't make ${collection} of its own`, `--own ${collection}=ID`);
  }
  const created = await state.send(await state.prepare(resource.create));
  const record = state.ledger.listRecords().findLast((each) => each.created.collection === collection);
  if (record?.id === undefined || record.state !== "made" || !isSuccess(created)) {
    throw new Refusal("missing", `there is no ${collection} of the run's own: ${resource.create.id} ${tell(created)}`);
  }
  const own: OwnRecord = { collection, id: record.id, created, body: readBody(created, resource.identity) };
  if (!fresh) state.shared.set(collection, own);
  return own;
}

function isSuccess({ response }: Exchange): boolean {
  return response !== undefined && response.status >= 200 && response.status < 300;
}

function tell({ response, failure }: Exchange): string {
  return response ? `answered ${response.status}` : `was not answered (${failure?.message ?? "no reason is known"})`;
}

function readBody({ response }: Exchange, identity: string): Json {
  const answer = response && readJsonBody(response);
  return findRecord(answer, identity) ?? answer ?? null;
}
