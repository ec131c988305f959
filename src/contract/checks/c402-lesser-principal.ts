import type { Operation } from "../../openapi/operation.js";
import type { Case } from "../case.js";
import type { Check, CheckRun } from "../check.js";
import { getOperationName } from "../contract.js";
import { eachOperation, orReason } from "../each-operation.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { findBarred, listElsewhere, type Barred } from "../barred.js";
import { isAccepted } from "../judge-refused.js";
import { toFinding } from "../noticed.js";
import { listTokenSubjects } from "../token-subject.js";

/** Who may less, or belongs elsewhere, is refused. */
export const c402: Check = {
  id: "C402",
  title: "Another principal is refused what is not theirs",
  about:
    "Sends valid requests for the run's own records with the second credential: an operation for which the document says that " +
    "another principal is refused (x-standin-provoke) must refuse it, and so must every operation below a path whose read refused it. " +
    "What a path has under the name of whom the second token is of is theirs. Also reads, with the run's own credential, what the document says to be another tenant's. Writes go to own records only.",
  active: {
    phase: "refusal",
    async run(run) {
      await eachOperation(run, (operation, name) => visitElsewhere(run, operation, name));
      if (!run.credentials.has("second")) {
        return run.skip(
          undefined,
          "there is no second credential; give --second-token-env NAME of a principal who may less, or elsewhere",
        );
      }
      const reads = run.operations.filter((operation) => run.effectOf(operation).kind === "reads");
      const writes = run.operations.filter((operation) => run.effectOf(operation).kind !== "reads");
      const closed = new Set<string>();
      for (const operation of [...reads, ...writes]) {
        const name = getOperationName(run.contract, operation);
        const reason = await orReason(() => visit(run, operation, name, closed));
        if (reason !== undefined) run.skip(name, reason);
      }
      return undefined;
    },
  },
};

async function visit(
  run: CheckRun,
  operation: Operation,
  name: string,
  closed: Set<string>,
): Promise<string | undefined> {
  if (operation.security.length === 0) return "it asks for no credential";
  const barred = findBarred(run.contract, operation);
  const isRead = run.effectOf(operation).kind === "reads";
  const base = await run.prepare(operation);
  const place = listPlaces(base).find((one) => closed.has(one));
  // A write that nobody says to be refused is not tried with another's credential.
  if (!barred && place === undefined && !isRead)
    return "the document does not say that another principal is refused by it";
  const wanted: Case = {
    ...base,
    credential: "second",
    expectation: barred ? "refused" : "open",
    about: "with the second credential",
  };
  const exchange = await run.send(wanted);
  const subjects = listTokenSubjects(exchange.request);
  if (Object.values(base.path).some((text) => subjects.has(text))) return "what it names is the second principal's own";
  if (isRead && isRefusal(exchange)) for (const one of listPlaces(base)) closed.add(one);
  if (!barred && place === undefined)
    return isRead ? "the document does not say that another principal is refused by it" : undefined;
  run.judged(name, judge(exchange, barred ?? inferBarred(operation)));
  return undefined;
}

async function visitElsewhere(run: CheckRun, operation: Operation, name: string): Promise<string | undefined> {
  if (run.effectOf(operation).kind !== "reads") return undefined;
  const elsewhere = listElsewhere(run.contract, operation);
  if (elsewhere.length === 0) return undefined;
  const base = await run.prepare(operation);
  for (const { barred, change } of elsewhere) {
    const exchange = await run.send({ ...change(base), expectation: "refused", about: `where ${barred.about}` });
    run.judged(name, judge(exchange, barred));
  }
  return undefined;
}

/** The paths, as far as the record that they name: what is closed to somebody is so with all that lies below it. */
function listPlaces({ operation: { pathTemplate }, path }: Case): string[] {
  const whole = pathTemplate.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ""));
  const steps = whole.split("/");
  const named = pathTemplate.split("/").flatMap((step, index) => (step.includes("{") ? [index + 1] : []));
  const last = named.at(-1);
  return last === undefined ? [] : [steps.slice(0, last).join("/")];
}

function inferBarred(operation: Operation): Barred {
  return {
    about: "a read of the same was refused",
    statuses: [],
    statement: {
      pointer: undefined,
      evidence: operation.evidence === "assumed" ? "assumed" : "inferred",
      rule: undefined,
    },
  };
}

function isRefusal({ response }: Exchange): boolean {
  return response !== undefined && [401, 403, 404].includes(response.status);
}

function judge(exchange: Exchange, { about, statuses, statement }: Barred): Finding[] {
  const { response, case: sent } = exchange;
  if (!response || response.status >= 500 || response.status === 429 || !isAccepted(exchange)) return [];
  return [
    toFinding("C402", exchange, {
      message: `A request ${sent.about} was let in with ${response.status}, although ${about}.`,
      received: response.status,
      documented: statuses.length > 0 ? [...statuses] : "a status of 401, 403 or 404",
      statement,
      why: "What one principal has is open to another, unless the second credential may do all that the first one may.",
    }),
  ];
}
