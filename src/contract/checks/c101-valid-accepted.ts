import type { Check } from "../check.js";
import { getOperationName } from "../contract.js";
import { eachOperation, orReason } from "../each-operation.js";
import type { Exchange } from "../exchange.js";
import { judgeAccepted } from "../judge-accepted.js";
import { listValidCases } from "../cases/valid-cases.js";

/** How many variants of a valid request are sent of an operation. */
const MOST = 12;

/** What the document calls valid is accepted. */
export const c101: Check = {
  id: "C101",
  title: "A valid request is accepted",
  about:
    "Sends of each operation what the document calls valid, both by what is documented and by what its rules assume: its " +
    "examples, the request with no more than what is required, and with everything that may be sent. Values that only the server " +
    "knows are never made up. A refusal as invalid is a finding; a conflict that is documented is none, and a 401 is C403's.",
  judge(exchange) {
    // What other checks send as valid they judge themselves.
    const { case: sent, sentBy } = exchange;
    if (sent.expectation !== "accepted" || (sentBy !== "set-up" && sentBy !== "C101")) return undefined;
    return isJudged(exchange) ? judgeAccepted("C101", exchange) : undefined;
  },
  active: {
    phase: "state",
    run: (run) =>
      eachOperation(run, async (operation) => {
        // What can't be undone is sent once, by the run itself.
        if (run.effectOf(operation).kind === "spends") return "it is sent once only, for it can't be undone";
        if (run.effectOf(operation).kind === "deletes")
          return "it is sent once only, for each needs a record of its own";
        const base = await run.prepare(operation);
        let sent = 0;
        for (const variant of listValidCases(run.contract, {
          base,
          keep: run.effectOf(operation).marker,
          seed: run.seed,
        })) {
          if (sent >= MOST) break;
          sent += 1;
          const reason = await orReason(async () => {
            await run.send(variant);
            return undefined;
          });
          if (reason !== undefined) return reason;
        }
        return sent === 0 ? `there is one valid ${getOperationName(run.contract, operation)} only` : undefined;
      }),
  },
};

/** A failure is C001's, and a server that is asked too much says nothing of the request. */
function isJudged({ response }: Exchange): boolean {
  return response !== undefined && response.status < 500 && response.status !== 429 && response.status !== 401;
}
