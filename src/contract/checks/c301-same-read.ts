import type { Check, CheckRun } from "../check.js";
import type { Case } from "../case.js";
import { listDifferences } from "../compare-answers.js";
import { eachOperation } from "../each-operation.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { toFinding } from "../noticed.js";
import { show } from "../observation.js";
import { sayOfOperation } from "../said-of-response.js";
import { weakest } from "../statement.js";

/** How often a read is sent: enough on this machine to notice what comes late, and few elsewhere. */
const TIMES = { here: 13, elsewhere: 2 };

/** A read that is sent again is answered the same. */
export const c301: Check = {
  id: "C301",
  title: "The same read has the same answer",
  about:
    "Sends each read several times with nothing between, and asks for the same status and body, order included; on this machine also HEAD, which has the status of GET. On another machine " +
    "somebody else may change something meanwhile, so there it is a finding only when a third and fourth read differ in the same " +
    "field. Safe on real data.",
  active: {
    phase: "read",
    run: (run) =>
      eachOperation(run, async (operation, name) => {
        if (run.effectOf(operation).kind !== "reads") return "it is no read";
        const wanted = await run.prepare(operation);
        run.judged(name, await readAgain(run, wanted));
        if (run.isLoopback && operation.method === "GET") run.judged(name, await readHead(run, wanted));
        return undefined;
      }),
  },
};

async function readAgain(run: CheckRun, wanted: Case): Promise<Finding[]> {
  const first = await run.send(wanted);
  for (let times = 1; times < (run.isLoopback ? TIMES.here : TIMES.elsewhere); times += 1) {
    const again = await run.send(wanted);
    const difference = findDifference(first, again);
    if (!difference) continue;
    if (run.isLoopback || (await isStillSo(run, wanted, difference.field)))
      return [toDifferent(first, again, difference, times + 1)];
    return [];
  }
  return [];
}

/** HEAD is the same read without its body (RFC 9110, 9.3.2); a server may have none, and what it sends in vain C007 tells. */
async function readHead(run: CheckRun, wanted: Case): Promise<Finding[]> {
  const read = await run.send(wanted);
  const head = await run.send({ ...wanted, method: "HEAD", expectation: "open", about: "the read by HEAD" });
  const [status, ofHead] = [read.response?.status ?? 500, head.response?.status ?? 500];
  if (status === ofHead || [405, 429].includes(ofHead) || status >= 500 || ofHead >= 500) return [];
  return [toDifferent(read, head, { field: "status by HEAD", before: status, after: ofHead }, 2)];
}

function findDifference(one: Exchange, other: Exchange) {
  // A server that did not answer, or not now, says nothing of what it would have shown.
  if ([one, other].some(({ response }) => !response || response.status >= 500 || response.status === 429))
    return undefined;
  return listDifferences(show(one), show(other))[0];
}

/** Whether two more reads differ in the same place. */
async function isStillSo(run: CheckRun, wanted: Case, field: string): Promise<boolean> {
  const difference = findDifference(await run.send(wanted), await run.send(wanted));
  return difference?.field === field;
}

type Different = NonNullable<ReturnType<typeof findDifference>>;

function toDifferent(first: Exchange, again: Exchange, { field, before, after }: Different, times: number): Finding {
  const said = sayOfOperation(again.case.operation);
  return toFinding("C301", again, {
    message: `Sent for time ${times} with nothing in between, the same read shows another ${field}.`,
    received: after ?? null,
    documented: before ?? null,
    statement: { ...said, evidence: weakest([said.evidence, "inferred"]) },
    blame: "undecided",
    why: "Either the server does not give the same for the same, or somebody changed something meanwhile.",
    after: [first.id],
  });
}
