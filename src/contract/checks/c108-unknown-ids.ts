import { isSendable } from "../cases/is-sendable.js";
import { readCase } from "../cases/read-case.js";
import { toSeed } from "../cases/to-seed.js";
import { withParameter } from "../cases/write-value.js";
import type { Case } from "../case.js";
import type { Check, CheckRun } from "../check.js";
import { eachOperation, orReason } from "../each-operation.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { isAccepted } from "../judge-refused.js";
import { toFinding } from "../noticed.js";
import { listUnknownIds, type UnknownId } from "../unknown-ids.js";

/** What is not there is not found. */
export const c108: Check = {
  id: "C108",
  title: "An unknown id is refused, and so is a malformed one",
  about:
    "Puts in the place of each id of a valid request, the tenant's too, one that nothing has, of the alphabet, length and case of the " +
    "known one, and then one that is no id at all. Both are to be refused, with the status that the document has for it where it " +
    "says so. Changes are sent only for ids that were made up and that a read has just not found.",
  active: {
    phase: "refusal",
    run: (run) =>
      eachOperation(run, async (operation, name) => {
        const unknown = listUnknownIds(run.contract, operation);
        if (unknown.length === 0) return "the document does not say that an unknown id is refused by it";
        const base = await run.prepare(operation);
        const reasons: string[] = [];
        for (const id of unknown) {
          for (const wanted of listCases(run, base, id, name)) {
            const reason = await orReason(async () => {
              run.judged(name, judge(await run.send(wanted), id));
              return undefined;
            });
            if (reason !== undefined) reasons.push(reason);
          }
        }
        return reasons[0];
      }),
  },
};

/** What people and programs put into a path by mistake. */
const MALFORMED = ["undefined", "null", "-1", "not-an-id", "[object Object]", "1e9", "%00", "' or '1'='1"];

function* listCases(run: CheckRun, base: Case, { parameter }: UnknownId, name: string): Generator<Case> {
  const { value } = readCase(base).parameters.find((read) => read.parameter === parameter) ?? {};
  if (typeof value !== "string" && typeof value !== "number") return;
  const where = `${parameter.location} ${parameter.name}`;
  const madeUp = run.makeUpId(String(value));
  yield {
    ...withParameter(base, parameter, madeUp),
    expectation: "refused",
    about: `${where} is an id that nothing has`,
  };
  if (parameter.location !== "path") return;
  const first = Math.abs(toSeed(run.seed, "C108", name, parameter.name)) % MALFORMED.length;
  for (const malformed of [MALFORMED[first], MALFORMED[(first + 3) % MALFORMED.length]]) {
    const wanted: Case = {
      ...withParameter(base, parameter, malformed),
      expectation: "refused",
      about: `${where} is no id`,
    };
    if (isSendable(wanted)) yield wanted;
  }
}

function judge(exchange: Exchange, { parameter, statuses, statement }: UnknownId): Finding[] {
  const { response, case: sent } = exchange;
  if (!response || response.status >= 500 || response.status === 429) return [];
  const { status } = response;
  const isMadeUp = sent.about.endsWith("nothing has");
  const isWanted = statuses.length === 0 || !isMadeUp || statuses.includes(String(status));
  if (!isAccepted(exchange) && isWanted) return [];
  return [
    toFinding("C108", exchange, {
      message: `${sent.about}, and the answer was ${status}.`,
      received: status,
      documented: statuses.length > 0 ? [...statuses] : "a status of 4xx",
      statement,
      why: `The ${parameter.name} names nothing, so an answer as if it did is of something else, or of nothing.`,
    }),
  ];
}
