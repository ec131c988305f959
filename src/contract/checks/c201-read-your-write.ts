import type { Operation } from "../../openapi/operation.js";
import { listValidCases } from "../cases/valid-cases.js";
import type { Case } from "../case.js";
import type { Check, CheckRun } from "../check.js";
import type { Resource } from "../effect.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { runStories } from "../stories/run-stories.js";
import { eachOperation } from "../each-operation.js";
import { toIdText } from "../record-fields.js";
import { listDifferences, tellDifferences } from "../state/compare.js";
import { eachCreatable, findResource } from "../state/each-resource.js";
import { isMute, isSuccess, lookAt, readRecord } from "../state/look.js";
import { noticeState } from "../state/notice.js";
import { aimAtNew, type Place } from "../state/place.js";
import { listUnkept } from "../state/sent-fields.js";

/** How many records of a kind are made, each with other fields. */
const MOST = 4;

/** What was written is what is read. */
export const c201: Check = {
  id: "C201",
  title: "What was written is read back",
  about:
    "Makes records of each kind that the API can make, with other fields each time, and reads each back: the answer to the " +
    "create, the read and what was sent say the same, wherever they show the same field. After an act on a record, the read " +
    "shows what the act's answer showed. Times may differ, and secrets need not be shown. Records of others are not touched.",
  active: {
    phase: "state",
    async run(run) {
      await eachCreatable(run, (resource, create, name) => tryCreate(run, resource, create, name));
      await eachOperation(run, (operation, name) => tryAct(run, operation, name));
      await runStories(run, "C201");
    },
  },
};

async function tryCreate(
  run: CheckRun,
  resource: Resource,
  create: Operation,
  name: string,
): Promise<string | undefined> {
  let made = 0;
  for (const wanted of await listCreates(run, create)) {
    const created = await run.send(wanted);
    const record = isSuccess(created) ? readRecord(created, resource.identity) : undefined;
    const id = toIdText(record?.[resource.identity]);
    if (!record || id === undefined) continue;
    made += 1;
    const place: Place = { resource, id, path: wanted.path, record };
    const unkept = listUnkept(run.contract, wanted, record).filter(({ field }) => field !== resource.identity);
    run.judged(name, unkept.length > 0 ? [tellUnkept(created, unkept, [])] : []);
    await compareWithRead(run, place, created, name);
  }
  return made === 0 ? "no create gave a record with an id" : undefined;
}

/** A plain one, and some that have other fields filled. */
async function listCreates(run: CheckRun, create: Operation): Promise<Case[]> {
  const base = await run.prepare(create, { fresh: true });
  const keep = run.effectOf(create).marker;
  const variants: Case[] = [base];
  for (const variant of listValidCases(run.contract, { base, keep, seed: run.seed })) {
    if (variants.length >= MOST) break;
    variants.push(variant);
  }
  return variants;
}

async function tryAct(run: CheckRun, operation: Operation, name: string): Promise<string | undefined> {
  const resource = findResource(run, operation);
  if (run.effectOf(operation).kind !== "acts" || !resource) return undefined;
  const { wanted, place } = (await aimAtNew(run, operation, resource)) ?? {};
  if (!wanted || !place) return "nothing names the record";
  const done = await run.send(wanted);
  if (!isSuccess(done)) return "it was not done";
  return compareWithRead(run, place, done, name);
}

/** Reads a record and holds it to what the answer before showed of it. */
async function compareWithRead(
  run: CheckRun,
  place: Place,
  before: Exchange,
  name: string,
): Promise<string | undefined> {
  const shown = readRecord(before, place.resource.identity);
  if (!shown || toIdText(shown[place.resource.identity]) !== place.id) return "its answer does not show the record";
  const look = await lookAt(run, place, [before]);
  if (!look || isMute(look.exchange)) return "nothing reads the record";
  if (!look.record) {
    run.judged(name, [tellLost(look.exchange, before)]);
    return undefined;
  }
  const differences = [
    ...listDifferences(shown, look.record, { strict: false, times: false }),
    ...listGone(shown, look.record),
    ...(before.case.body ? listUnkept(run.contract, before.case, look.record) : []),
    // By what name a record goes is the server's to say, whatever a caller sends.
  ].filter(({ field }) => field !== place.resource.identity || shown[field] !== look.record?.[field]);
  run.judged(name, differences.length > 0 ? [tellUnkept(look.exchange, differences, [before])] : []);
  return undefined;
}

/** Fields that the answer showed, and the read lacks. */
function listGone(shown: Readonly<Record<string, unknown>>, read: Readonly<Record<string, unknown>>) {
  return Object.keys(shown)
    .filter((field) => !Object.hasOwn(read, field))
    .map((field) => ({ field, expected: "what was answered", received: undefined }));
}

function tellLost(exchange: Exchange, before: Exchange): Finding {
  return noticeState("C201", exchange, {
    message: `What ${before.case.operation.id} answered with ${before.response?.status ?? 0} can't be read.`,
    received: exchange.response?.status ?? null,
    documented: "the record",
    why: "A server that says that it did something has to have done it.",
    after: [before],
  });
}

function tellUnkept(
  exchange: Exchange,
  differences: Parameters<typeof tellDifferences>[0],
  after: readonly Exchange[],
): Finding {
  return noticeState("C201", exchange, {
    message: `The record is not what was written: ${tellDifferences(differences)}.`,
    received: Object.fromEntries(differences.map(({ field, received }) => [field, received ?? null])),
    documented: Object.fromEntries(differences.map(({ field, expected }) => [field, expected ?? null])),
    why: "What one answer says of a record, and what the caller wrote, the next read has to show.",
    after,
  });
}
