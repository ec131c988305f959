import type { Operation } from "../../openapi/operation.js";
import type { Case } from "../case.js";
import type { Check, CheckRun } from "../check.js";
import { getOperationName } from "../contract.js";
import { orReason } from "../each-operation.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { toFinding, type Noticed } from "../noticed.js";
import { sayOfOperation } from "../said-of-response.js";
import { weakest } from "../statement.js";
import { findHeader } from "../wire.js";

const METHODS = ["POST", "PUT", "PATCH", "DELETE"];

/** A method that a path does not have is refused with 405, which tells those that it has. */
export const c106: Check = {
  id: "C106",
  title: "A method that is not documented is 405 with Allow",
  about:
    "Sends to each path, for an id that nothing has, the methods that the document does not have for it, and asks for 405 with an " +
    "Allow that has all documented methods and not the refused one (RFC 9110, 15.5.6). Runs on this machine only: elsewhere a " +
    "method may be known that the document forgot. Counts as inferred at best, for a document seldom says so.",
  active: {
    phase: "refusal",
    async run(run) {
      if (!run.isLoopback)
        return run.skip(undefined, "a method that nobody documented is never sent to another machine");
      const byPath = new Map<string, Operation[]>();
      for (const operation of run.contract.document.operations) {
        byPath.set(operation.pathTemplate, [...(byPath.get(operation.pathTemplate) ?? []), operation]);
      }
      for (const operations of byPath.values()) {
        const operation = operations.find(
          (one) => run.operations.includes(one) && run.effectOf(one).kind !== "deletes",
        );
        if (!operation) continue;
        const name = getOperationName(run.contract, operation);
        const reason = await orReason(() => visit(run, name, operation, operations));
        if (reason !== undefined) run.skip(name, reason);
      }
      return undefined;
    },
  },
};

async function visit(
  run: CheckRun,
  name: string,
  operation: Operation,
  operations: readonly Operation[],
): Promise<string | undefined> {
  const known = operations.map(({ method }) => method);
  const others = METHODS.filter((method) => !known.includes(method));
  const base = aimAtNothing(run, await run.prepare(operation));
  for (const method of others) {
    const exchange = await run.send({
      ...base,
      method,
      expectation: "refused",
      about: `${method}, which is not documented`,
    });
    run.judged(name, judge(exchange, known));
  }
  return others.length === 0 ? "its path has all the usual methods" : undefined;
}

/** What a method would do that should not be there is not to befall a record that is. */
function aimAtNothing(run: CheckRun, base: Case): Case {
  const last = base.operation.parameters.findLast(({ location }) => location === "path")?.name;
  const text = last === undefined ? undefined : base.path[last];
  return last === undefined || text === undefined
    ? base
    : { ...base, path: { ...base.path, [last]: run.makeUpId(text) } };
}

function judge(exchange: Exchange, known: readonly string[]): Finding[] {
  const { response, case: sent } = exchange;
  const tell = (what: Pick<Noticed, "message" | "received" | "documented">) => {
    const said = sayOfOperation(sent.operation);
    return [
      toFinding("C106", exchange, { ...what, statement: { ...said, evidence: weakest([said.evidence, "inferred"]) } }),
    ];
  };
  if (!response || response.status >= 500 || response.status === 429) return [];
  if (response.status !== 405) {
    const message = `${sent.method ?? ""} is not documented for ${sent.operation.pathTemplate}, and was answered with ${response.status}.`;
    return tell({ message, received: response.status, documented: 405 });
  }
  const allow = findHeader(response.headers, "allow");
  const allowed = new Set((allow ?? "").split(",").map((method) => method.trim().toUpperCase()));
  const missing = known.filter((method) => !allowed.has(method));
  if (allow !== undefined && missing.length === 0 && !allowed.has(sent.method ?? "")) return [];
  const message =
    allow === undefined
      ? "A 405 without Allow."
      : `The Allow of a 405 ${missing.length > 0 ? `lacks ${missing.join(", ")}` : `has ${sent.method ?? ""}, which was refused`}.`;
  return tell({ message, received: allow ?? null, documented: known.join(", ") });
}
