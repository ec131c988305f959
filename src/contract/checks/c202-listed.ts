import type { Operation } from "../../openapi/operation.js";
import type { Check, CheckRun } from "../check.js";
import type { Resource } from "../effect.js";
import type { Exchange } from "../exchange.js";
import { toIdText } from "../record-fields.js";
import { eachCreatable } from "../state/each-resource.js";
import { isSuccess, lookThrough } from "../state/look.js";
import { runStories } from "../stories/run-stories.js";
import { noticeState } from "../state/notice.js";
import { aimAt, toPlace, type Place } from "../state/place.js";

/** A list shows what was made, and no longer what was deleted. */
export const c202: Check = {
  id: "C202",
  title: "A record is in its list after it was made, and not after it was deleted",
  about:
    "Makes a record of each kind that can be made and listed, and reads the whole list, page by page: the record is in it once. " +
    "Then deletes the record, where the API can, and reads the list again: the record is in it no more.",
  active: {
    phase: "state",
    async run(run) {
      await eachCreatable(run, (...all) => tryList(run, ...all));
      await runStories(run, "C202");
    },
  },
  spend: (run) => runStories(run, "C202", "spend"),
};

async function tryList(
  run: CheckRun,
  resource: Resource,
  _create: Operation,
  name: string,
): Promise<string | undefined> {
  if (!resource.list) return "nothing lists what it makes";
  const own = await run.obtain(resource.name, { fresh: true });
  const place = toPlace(resource, own);
  const before = await count(run, place, [own.created]);
  if (!before) return "the list can't be read";
  if (before.times === 0 && resource.list.isPart)
    return "it is not on the list's first page, and nothing says how to turn pages";
  const isOnce = before.times === 1;
  const said = before.times === 0 ? "is not in its list" : `is in its list ${before.times} times`;
  const first = isOnce
    ? []
    : [tell(before.exchange, `What was made just now ${said}.`, before.times, 1, [own.created])];
  run.judged(name, first);
  if (!resource.remove || !isOnce) return undefined;
  const removed = await run.send(await aimAt(run, resource.remove, place), [own.created]);
  const after = isSuccess(removed) ? await count(run, place, [own.created, removed]) : undefined;
  if (!after) return undefined;
  const message = "What was deleted is still in the list.";
  run.judged(name, after.times === 0 ? [] : [tell(after.exchange, message, after.times, 0, [own.created, removed])]);
  return undefined;
}

async function count(run: CheckRun, place: Place, after: readonly Exchange[]) {
  const look = await lookThrough(run, place, after);
  const times = look?.rows.filter((row) => toIdText(row[place.resource.identity]) === place.id).length;
  return look && times !== undefined ? { exchange: look.exchange, times } : undefined;
}

function tell(exchange: Exchange, message: string, received: number, documented: number, after: readonly Exchange[]) {
  const why = "A list of what is there has to follow what was made and deleted.";
  return noticeState("C202", exchange, { message, received, documented, why, after });
}
