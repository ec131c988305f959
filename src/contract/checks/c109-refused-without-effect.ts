import { listRefusedWrites } from "../cases/refused-writes.js";
import type { Case } from "../case.js";
import type { Check, CheckRun } from "../check.js";
import { eachOperation } from "../each-operation.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { isAccepted } from "../judge-refused.js";
import { toFinding } from "../noticed.js";
import { listChanges, listUnsteady, observe, type Observation } from "../observation.js";
import { listReaders } from "../readers.js";
import { sayOfOperation } from "../said-of-response.js";
import { weakest } from "../statement.js";

/** How many invalid requests are sent of an operation; others are refused for other reasons. */
const MOST = 6;

/** What a server refuses it does not do. */
export const c109: Check = {
  id: "C109",
  title: "A refused write has no effect",
  about:
    "Reads what a write could change, sends writes that are refused (invalid, malformed, without a credential, naming what is not " +
    "there), reads it again after each, and asks that nothing changed. Fields that differ between two reads with nothing " +
    "between them are left out. Whether the write should have been refused, other checks say.",
  active: {
    phase: "refusal",
    run: (run) =>
      eachOperation(run, async (operation, name) => {
        if (run.effectOf(operation).kind === "reads") return "it changes nothing anyway";
        // What an earlier refusal did all the same may be what this one would do again.
        const base = await run.prepare(operation, { fresh: true });
        const readers = await listReaders(run, base);
        if (readers.length === 0) return "no read shows what it changes";
        const judged = await judgeWrites(run, name, base, readers);
        return judged === 0 ? "none of its requests was refused" : undefined;
      }),
  },
};

async function judgeWrites(run: CheckRun, name: string, base: Case, readers: readonly Case[]): Promise<number> {
  const first = await observe(run, readers);
  let before = await observe(run, readers);
  const unsteady = listUnsteady(first, before);
  let judged = 0;
  for (const wanted of listRefusedWrites(run, base, MOST)) {
    const refused = await run.send(wanted);
    const after = await observe(run, readers);
    if (refused.response && !isAccepted(refused)) {
      judged += 1;
      run.judged(name, judge(refused, before, after, unsteady));
    }
    before = after;
  }
  return judged;
}

function judge(refused: Exchange, before: Observation, after: Observation, unsteady: ReadonlySet<string>): Finding[] {
  const [first] = listChanges(before, after, unsteady);
  if (!first) return [];
  const said = sayOfOperation(refused.case.operation);
  const field = first.field.replace(/^\[\d+\]\.?/, "");
  return [
    toFinding("C109", refused, {
      message: `The request (${refused.case.about}) was refused with ${refused.response?.status ?? "nothing"}, and ${field} is another one than before.`,
      received: first.after ?? null,
      documented: first.before ?? null,
      // That what is refused is not done follows from what it means to refuse.
      statement: { ...said, evidence: weakest([said.evidence, "inferred"]) },
      why: "Whoever is told that a request failed sends it again, or lives on as if nothing had been done.",
      after: before.exchanges.map(({ id }) => id),
    }),
  ];
}
