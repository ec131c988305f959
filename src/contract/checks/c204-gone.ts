import type { Operation } from "../../openapi/operation.js";
import type { Check, CheckRun } from "../check.js";
import { getOperationName } from "../contract.js";
import { eachOperation, orReason } from "../each-operation.js";
import type { Exchange } from "../exchange.js";
import { findResource } from "../state/each-resource.js";
import { isMute, isRefused, isSuccess, lookAt } from "../state/look.js";
import { runStories } from "../stories/run-stories.js";
import { noticeState } from "../state/notice.js";
import { aimAt, aimAtNew, toPlace, type Place } from "../state/place.js";

/** What was deleted is gone, and nothing else is. */
export const c204: Check = {
  id: "C204",
  title: "What was deleted is gone for reads, updates and deletes, and nothing else is",
  about:
    "Makes two records, deletes the first, and asks for it in every way that the API has: reads, updates, acts and a second " +
    "delete are refused, where the document has a 404 or 410 for them. The second record is still there. Only records of the " +
    "run's own are deleted.",
  active: {
    phase: "state",
    async run(run) {
      await eachOperation(run, (operation, name) => tryDelete(run, operation, name));
      await runStories(run, "C204");
    },
  },
};

async function tryDelete(run: CheckRun, operation: Operation, name: string): Promise<string | undefined> {
  const resource = findResource(run, operation);
  if (run.effectOf(operation).kind !== "deletes" || !resource) return undefined;
  if (resource.cleanup === "soft") return "the document says that what is deleted stays to be read";
  const { wanted, place } = (await aimAtNew(run, operation, resource)) ?? {};
  if (!wanted || !place) return "nothing names the record that it deletes";
  const neighbour = toPlace(resource, await run.obtain(resource.name, { fresh: true }));
  const before = await lookAt(run, neighbour);
  const deleted = await run.send(wanted);
  if (!isSuccess(deleted)) return "it was not deleted";
  // What could not be seen before is not lost.
  if (before?.record) await lookForNeighbour(run, neighbour, deleted, name);
  for (const other of listUses(run, operation)) {
    // One use that can't be tried says nothing of the others.
    const reason = await orReason(() => tryUse(run, other, place, deleted));
    if (reason !== undefined) run.skip(getOperationName(run.contract, other), reason);
  }
  return undefined;
}

/** What takes a record of the kind by its id: reads first, the delete itself last. */
function listUses(run: CheckRun, operation: Operation): Operation[] {
  const { collection } = run.effectOf(operation);
  const uses = run.operations.filter((other) => {
    const effect = run.effectOf(other);
    return other !== operation && effect.collection === collection && effect.by !== undefined && isUse(effect.kind);
  });
  return [...uses, operation].filter(({ responses }) => responses.some(({ status }) => /^4(04|10|XX)$/i.test(status)));
}

function isUse(kind: string): boolean {
  return kind === "reads" || kind === "updates" || kind === "acts";
}

async function tryUse(run: CheckRun, use: Operation, place: Place, deleted: Exchange): Promise<string | undefined> {
  const exchange = await run.send(await aimAt(run, use, place), [deleted]);
  if (isMute(exchange)) return "it was not answered";
  run.judged(getOperationName(run.contract, use), isRefused(exchange) ? [] : [tellThere(exchange, deleted)]);
  return undefined;
}

function tellThere(exchange: Exchange, deleted: Exchange) {
  return noticeState("C204", exchange, {
    message: `What was deleted still answers: ${exchange.response?.status ?? 0} to ${exchange.case.operation.id}.`,
    received: exchange.response?.status ?? null,
    documented: "404",
    why: "A record that was deleted is there for nobody any more.",
    after: [deleted],
  });
}

async function lookForNeighbour(run: CheckRun, neighbour: Place, deleted: Exchange, name: string): Promise<void> {
  const look = await lookAt(run, neighbour, [deleted]);
  if (!look || isMute(look.exchange)) return;
  const lost = noticeState("C204", look.exchange, {
    message: "The delete of one record took another one along.",
    received: look.exchange.response?.status ?? null,
    documented: `${neighbour.resource.name} ${neighbour.id}, which was not deleted`,
    why: "A delete names what it deletes; everything else stays.",
    after: [deleted],
  });
  run.judged(name, look.record ? [] : [lost]);
}
