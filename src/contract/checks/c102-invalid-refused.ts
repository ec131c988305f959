import * as fc from "fast-check";
import { listInvalidCases, type InvalidCases } from "../cases/invalid-cases.js";
import { listOtherShapes } from "../cases/other-shapes.js";
import { shrinkCase } from "../cases/shrink-case.js";
import { toSeed } from "../cases/to-seed.js";
import type { Case } from "../case.js";
import type { Check, CheckRun } from "../check.js";
import { eachOperation } from "../each-operation.js";
import type { Exchange } from "../exchange.js";
import { isAccepted, judgeRefused } from "../judge-refused.js";
import { varied } from "../varied.js";

/** How many ways of being invalid are tried of an operation. */
const MOST = 40;

/** How many requests are spent on making a failing one smaller. */
const MOST_SHRINKS = 12;

/** What the document calls invalid is refused. */
export const c102: Check = {
  id: "C102",
  title: "An invalid request is refused",
  about:
    "Takes a valid request and breaks one keyword of one schema in it: type, required, enum, length, pattern, format, bounds, items, " +
    "unknown or missing keys, alternatives, in every parameter and at every depth of the body. The document's own validators " +
    "prove each request invalid before it is sent; an accepted one is made smaller, and proved once more, before it is a " +
    "finding. What breaks only an assumed rule counts as that rule does; of such a rule the status is looked at, too.",
  active: {
    phase: "refusal",
    run: (run) =>
      eachOperation(run, async (operation, name) => {
        const base = await run.prepare(operation);
        const seed = toSeed(run.seed, "C102", name);
        let judged = 0;
        for (const invalid of varied(listDistinct(run, base, seed), ({ keyword }) => keyword, seed)) {
          if (judged >= MOST) break;
          const exchange = await findWorst(run, name, invalid);
          if (!exchange) continue;
          judged += 1;
          run.judged(name, judgeRefused("C102", run.contract, exchange));
        }
        return judged === 0 ? "the document calls no request of it invalid" : undefined;
      }),
  },
};

function* listDistinct(run: CheckRun, base: Case, seed: number): Generator<InvalidCases> {
  const known = new Set<string>();
  // What the good request has no room for, such as the other branch of an alternative, others have.
  for (const shape of [base, ...listOtherShapes(run, base, seed)]) {
    for (const invalid of listInvalidCases(run.contract, shape)) {
      if (known.has(invalid.name)) continue;
      known.add(invalid.name);
      yield invalid;
    }
  }
}

/** Sends an invalid case; when it is accepted, the smallest one that still is. `undefined` when none could be made. */
async function findWorst(
  run: CheckRun,
  name: string,
  { cases, name: place }: InvalidCases,
): Promise<Exchange | undefined> {
  let last: Exchange | undefined;
  let sent = 0;
  let thrown: unknown;
  const property = fc.asyncProperty(cases, async (wanted) => {
    const isDone = thrown !== undefined || sent > MOST_SHRINKS || (last !== undefined && !isAccepted(last));
    if (isDone || wanted.expectation !== "refused") return true;
    sent += 1;
    try {
      const exchange = await run.send(wanted);
      // Of those that fast-check makes of an accepted one, only the accepted ones count.
      if (last === undefined || isAccepted(exchange)) last = exchange;
      return !isAccepted(exchange);
    } catch (error) {
      // It would be taken for a failure of the case.
      thrown = error;
      return true;
    }
  });
  await fc.check(property, { seed: toSeed(run.seed, "C102", name, place), numRuns: 8 });
  if (thrown instanceof Error) throw thrown;
  return last && isAccepted(last) ? shrinkCase(run, last, MOST_SHRINKS) : last;
}
