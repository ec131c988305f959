import { isJsonObject, type JsonObject } from "../../openapi/json.js";
import type { Operation } from "../../openapi/operation.js";
import type { Case } from "../case.js";
import type { Check, CheckRun } from "../check.js";
import { eachOperation } from "../each-operation.js";
import type { Exchange } from "../exchange.js";
import { findRecord, readJsonBody } from "../record-fields.js";
import { isMute, isSuccess } from "../state/look.js";
import { listDifferences, tellDifferences, type Difference } from "../state/compare.js";
import { findResource } from "../state/each-resource.js";
import { runStories } from "../stories/run-stories.js";
import { noticeState } from "../state/notice.js";
import { aimAtNew, type Place } from "../state/place.js";
import { listUnkept, readSent } from "../state/sent-fields.js";
import { listUpdates } from "../state/list-updates.js";
import { seeState, type Sight } from "../state/sight.js";
import { isReset, listStableFields } from "../state/stable-fields.js";

/** An update changes what was sent, and nothing else. */
export const c203: Check = {
  id: "C203",
  title: "An update changes exactly what was sent",
  about:
    "Updates a record of the run's own, field by field, and reads it before and after: what was sent is there as it was sent; what " +
    "callers can set and was not sent is as it was (after PUT on an item it may also be gone or at its default, as HTTP has it, " +
    "unless the document says that it is kept), and so are the record's id, its parents and when it was made; other records " +
    "of the run, and on this machine all others in the list, are as they were. An act without a body changes nothing that " +
    "callers set. Fields that only the server sets, such as the time of the last change, may change.",
  active: {
    phase: "state",
    async run(run) {
      await eachOperation(run, (operation, name) => tryUpdates(run, operation, name));
      await runStories(run, "C203");
    },
  },
};

async function tryUpdates(run: CheckRun, operation: Operation, name: string): Promise<string | undefined> {
  const { kind } = run.effectOf(operation);
  const resource = findResource(run, operation);
  if ((kind !== "updates" && kind !== "acts") || !resource) return undefined;
  const { wanted: base, place } = (await aimAtNew(run, operation, resource)) ?? {};
  if (!base || !place) return "nothing names the record that it changes";
  let judged = 0;
  for (const wanted of listUpdates(run, base)) {
    const before = await seeState(run, operation, place, []);
    const done = await run.send(wanted, before?.exchanges ?? []);
    if (!isSuccess(done)) continue;
    judged += 1;
    const after = isMute(done) ? undefined : await seeState(run, operation, place, [done]);
    run.judged(name, judge(run, { wanted, done, place, before, after }));
  }
  return judged === 0 ? "no update was done" : undefined;
}

interface Update {
  readonly wanted: Case;
  readonly done: Exchange;
  readonly place: Place;
  readonly before: Sight | undefined;
  readonly after: Sight | undefined;
}

function judge(run: CheckRun, { wanted, done, place, before, after }: Update) {
  const chain = [...(before?.exchanges ?? []), done];
  const shown = findShown(done, place, wanted);
  const ofAnswer = shown ? withoutName(listUnkept(run.contract, wanted, shown), place) : [];
  const first = ofAnswer.length > 0 ? [tell(done, ofAnswer, before?.exchanges ?? [])] : [];
  const last = after?.exchanges.at(-1);
  if (!before || !after || !last) return first;
  const ofRecord = before.record && after.record ? compareRecords(run, { wanted, place }, before.record, after) : [];
  const ofOthers = listDifferences(before.others, after.others);
  const differences = [
    ...ofRecord,
    ...ofOthers.map((difference) => ({ ...difference, field: `another record's ${difference.field}` })),
  ];
  return differences.length > 0 ? [...first, tell(last, differences, chain)] : first;
}

/** The record that an answer shows; or the answer itself, where it shows only what was sent. */
function findShown({ response }: Exchange, { resource }: Place, wanted: Case): JsonObject | undefined {
  const answer = response && readJsonBody(response);
  const record = findRecord(answer, resource.identity);
  if (record) return record;
  return isJsonObject(answer) && Object.keys(readSent(wanted)).some((field) => Object.hasOwn(answer, field))
    ? answer
    : undefined;
}

/** Whether an update can give a record another name is the server's to say. */
function withoutName(differences: readonly Difference[], { resource }: Place): Difference[] {
  return differences.filter(({ field }) => field !== resource.identity);
}

function compareRecords(
  run: CheckRun,
  { wanted, place }: Pick<Update, "wanted" | "place">,
  before: JsonObject,
  after: Sight,
): Difference[] {
  const record = after.record ?? {};
  const sent = after.rename(readSent(wanted));
  const unkept = listUnkept(
    run.contract,
    { ...wanted, ...(wanted.body && { body: { ...wanted.body, value: sent } }) },
    record,
  );
  const stable = listStableFields(run, wanted.operation).filter(
    (field) => !Object.hasOwn(sent, field) && !isReset(run, wanted.operation, field, record[field]),
  );
  const changed = listDifferences(pickFields(before, stable), pickFields(record, stable));
  return [...withoutName(unkept, place), ...changed];
}

function pickFields(record: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(
    fields.flatMap((field) => (field in record ? [[field, record[field] ?? null] as const] : [])),
  );
}

function tell(exchange: Exchange, differences: readonly Difference[], after: readonly Exchange[]) {
  return noticeState("C203", exchange, {
    message: `The update did not change exactly what was sent: ${tellDifferences(differences)}.`,
    received: Object.fromEntries(differences.map(({ field, received }) => [field, received ?? null])),
    documented: Object.fromEntries(differences.map(({ field, expected }) => [field, expected ?? null])),
    why: "What a caller did not send, a caller did not mean to change.",
    after,
  });
}
