import type { Operation } from "../../openapi/operation.js";
import type { Check, CheckRun } from "../check.js";
import { eachOperation } from "../each-operation.js";
import { listDifferences, tellDifferences } from "../state/compare.js";
import { findResource } from "../state/each-resource.js";
import { isSuccess, lookAt } from "../state/look.js";
import { runStories } from "../stories/run-stories.js";
import { noticeState } from "../state/notice.js";
import { aimAtNew } from "../state/place.js";

/** A method that may be repeated has the same effect twice as once. */
export const c205: Check = {
  id: "C205",
  title: "Idempotent methods may be repeated",
  about:
    "Sends each PUT of the API twice with the same body to a record of the run's own, and reads the record after each: it is the " +
    "same, times apart. HTTP lets clients and proxies repeat PUT and DELETE when they have no answer (RFC 9110, 9.2.2); that a " +
    "second DELETE changes nothing is C204's matter.",
  active: {
    phase: "state",
    async run(run) {
      await eachOperation(run, (operation, name) => tryTwice(run, operation, name));
      await runStories(run, "C205");
    },
  },
};

async function tryTwice(run: CheckRun, operation: Operation, name: string): Promise<string | undefined> {
  const resource = findResource(run, operation);
  if (operation.method !== "PUT" || !resource) return undefined;
  const { wanted, place } = (await aimAtNew(run, operation, resource)) ?? {};
  if (!wanted || !place) return "nothing names the record that it changes";
  const first = await run.send(wanted);
  if (!isSuccess(first)) return "it was not done";
  const once = await lookAt(run, place, [first]);
  const second = await run.send(wanted, [first]);
  const twice = await lookAt(run, place, [first, second]);
  if (!isSuccess(second)) {
    const received = second.response?.status ?? null;
    const message = `The same ${operation.method} once more is refused with ${received ?? 0}.`;
    run.judged(name, [tell(second, message, received, first.response?.status ?? null, [first])]);
    return undefined;
  }
  if (!once?.record || !twice?.record) return "nothing reads the record";
  const differences = listDifferences(once.record, twice.record, { times: false });
  const message = `The same ${operation.method} once more changed something: ${tellDifferences(differences)}.`;
  const found = tell(twice.exchange, message, twice.record, once.record, [first, once.exchange, second]);
  run.judged(name, differences.length > 0 ? [found] : []);
  return undefined;
}

function tell(...[exchange, message, received, documented, after]: TellArguments) {
  const why = "HTTP promises that this method may be sent again with the same effect (RFC 9110, 9.2.2).";
  return noticeState("C205", exchange, { message, received, documented, why, after });
}

type Notice = Parameters<typeof noticeState>[2];
type TellArguments = [
  Parameters<typeof noticeState>[1],
  string,
  Notice["received"],
  Notice["documented"],
  Notice["after"],
];
