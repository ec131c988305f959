import type { Operation } from "../../openapi/operation.js";
import type { Check, CheckRun } from "../check.js";
import { eachOperation, orReason } from "../each-operation.js";
import { isSafeMethod } from "../read-effects.js";
import { listDifferences, tellDifferences } from "../state/compare.js";
import { findResource } from "../state/each-resource.js";
import { noticeState } from "../state/notice.js";
import { aimAt, aimAtNew, toPlace, type Place } from "../state/place.js";
import { seeState } from "../state/sight.js";

/** How often each safe method is repeated: some things happen only after a while. */
const TIMES = 3;

/** What only reads changes nothing. */
export const c210: Check = {
  id: "C210",
  title: "Safe methods change nothing",
  about:
    "Looks at a record of the run's own and at the list in which it is, sends all reads of its kind several times, HEAD among " +
    "them, and looks again: everything is as it was, times too. Where nothing can be made, it looks at a record that the run " +
    "may change, just after it was changed.",
  active: { phase: "state", run: (run) => eachOperation(run, (operation, name) => trySafe(run, operation, name)) },
};

/** It is told of the operation that writes: that what it wrote stays. */
async function trySafe(run: CheckRun, operation: Operation, name: string): Promise<string | undefined> {
  const place = await prepareRecord(run, operation);
  if (!place) return undefined;
  const before = await seeState(run, operation, place, []);
  if (!before?.record) return "nothing reads the record";
  await readAll(run, place);
  const after = await seeState(run, operation, place, before.exchanges);
  const last = after?.exchanges.at(-1);
  if (!after || !last) return "nothing reads the record any more";
  const differences = listDifferences(
    { record: before.record, others: before.others },
    { record: after.record ?? null, others: after.others },
  );
  const found = noticeState("C210", last, {
    message: `Reads changed something: ${tellDifferences(differences)}.`,
    received: Object.fromEntries(differences.map(({ field, received }) => [field, received ?? null])),
    documented: Object.fromEntries(differences.map(({ field, expected }) => [field, expected ?? null])),
    why: "Clients, proxies and crawlers may send safe methods whenever they like (RFC 9110, 9.2.1).",
    after: before.exchanges,
  });
  run.judged(name, differences.length > 0 ? [found] : []);
  return undefined;
}

/** A new record, where the operation makes such; else one that was changed just now. */
async function prepareRecord(run: CheckRun, operation: Operation): Promise<Place | undefined> {
  const resource = findResource(run, operation);
  const { kind, restore } = run.effectOf(operation);
  if (!resource) return undefined;
  if (kind === "creates") return toPlace(resource, await run.obtain(resource.name, { fresh: true }));
  if (kind !== "updates" || !restore || resource.create) return undefined;
  const aimed = await aimAtNew(run, operation, resource);
  if (aimed) await run.send(aimed.wanted);
  return aimed?.place;
}

async function readAll(run: CheckRun, place: Place): Promise<void> {
  const reads = run.operations.filter((operation) => {
    const { kind, collection } = run.effectOf(operation);
    return kind === "reads" && isSafeMethod(operation.method) && collection === place.resource.name;
  });
  for (const operation of reads) {
    await orReason(async () => {
      const wanted = await aimAt(run, operation, place);
      for (let time = 0; time < TIMES; time += 1) await run.send(wanted);
      if (run.isLoopback) await run.send({ ...wanted, method: "HEAD" });
      return undefined;
    });
  }
}
