import { isJsonObject } from "../../openapi/json.js";
import type { Operation } from "../../openapi/operation.js";
import type { Check, CheckRun } from "../check.js";
import type { Resource } from "../effect.js";
import { eachCreatable } from "../state/each-resource.js";
import { isMute, isSuccess } from "../state/look.js";
import { runStories } from "../stories/run-stories.js";
import { noticeState } from "../state/notice.js";

/** What must be unique can't be made twice. */
export const c206: Check = {
  id: "C206",
  title: "A documented conflict is one",
  about:
    "Where the document has a 409 for a create, and says of the records which fields must be unique (x-standin), makes a record " +
    "twice with the same values: the second is refused. Conflicts of other kinds are told by the API's stories.",
  active: {
    phase: "state",
    async run(run) {
      await eachCreatable(run, (...all) => tryTwice(run, ...all));
      await runStories(run, "C206");
    },
  },
};

async function tryTwice(run: CheckRun, { name: collection }: Resource, create: Operation, name: string) {
  if (!create.responses.some(({ status }) => status === "409")) return "no conflict is documented";
  const wanted = await run.prepare(create, { fresh: true });
  const value = wanted.body?.value;
  const unique = run.contract.document.collections[collection]?.unique ?? [];
  const given = new Set(Object.keys(isJsonObject(value) ? value : {}));
  const isUnique = unique.some((fields) => fields.some((field) => given.has(field)));
  if (!isUnique) return "no field that a caller sends must be unique";
  const first = await run.send(wanted);
  if (!isSuccess(first)) return "it was not made";
  const second = await run.send(wanted, [first]);
  if (isMute(second)) return "the second was not answered";
  const found = noticeState("C206", second, {
    message: "What must be unique was made twice.",
    received: second.response?.status ?? null,
    documented: 409,
    why: "The document says that these values are unique, and has an answer for a second use of them.",
    after: [first],
  });
  run.judged(name, isSuccess(second) ? [found] : []);
  return undefined;
}
