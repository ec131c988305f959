import { getOperationName } from "../contract.js";
import type { Exchange } from "../exchange.js";
import { listChosen } from "../run/create-check-run.js";
import type { RunCheck } from "./run-check.js";

/** C901: a run that did not see an operation succeed says so, and is not green. */
export const c901: RunCheck = {
  id: "C901",
  title: "Every operation that the run may use was seen to succeed",
  about:
    "Looks for at least one success of each operation that mode and guard allow. Where there is none, for whatever reason, the run is inconclusive: what was not seen was not judged. It never asks for what the mode does not allow.",
  conclude({ run, untested }) {
    const allowed = listChosen(run).filter((operation) => {
      const name = getOperationName(run.contract, operation);
      return untested.get(name)?.isGap !== false;
    });
    const succeeded = new Set(run.sender.exchanges.filter(isSuccess).map(({ operation }) => operation));
    const names = allowed.map((operation) => getOperationName(run.contract, operation));
    return {
      judged: names.length,
      findings: [],
      gaps: names.flatMap((name) =>
        succeeded.has(name)
          ? []
          : [
              `${name} was not seen to succeed: ${untested.get(name)?.reason ?? tellLatest(run.sender.exchanges, name)}`,
            ],
      ),
    };
  },
};

function isSuccess({ response, case: wanted, request }: Exchange): boolean {
  const isOwnMethod = request.method === wanted.operation.method;
  return isOwnMethod && response !== undefined && response.status >= 200 && response.status < 300;
}

function tellLatest(exchanges: readonly Exchange[], name: string): string {
  const latest = exchanges.findLast(
    ({ operation, case: wanted }) => operation === name && wanted.expectation === "accepted",
  );
  if (!latest) return "no valid request of it was sent";
  return latest.response
    ? `it answered ${latest.response.status}`
    : `it did not answer (${latest.failure?.message ?? ""})`;
}
