import type { Operation } from "../openapi/operation.js";
import { listChecks } from "./checks/list-checks.js";
import { getOperationName } from "./contract.js";
import type { Effect } from "./effect.js";
import type { Report } from "./report/report.js";
import type { LedgerEntry } from "./safety/ledger-entry.js";
import { isSafeMethod } from "./read-effects.js";
import { refuseUnsafe } from "./refuse-unsafe.js";
import { readApiModel, type ApiModel } from "./api-model.js";
import type { Target } from "./target.js";
import { verify } from "./verify.js";
import type { VerifyOptions } from "./verify-options.js";

/** What a run would do. */
export interface Plan {
  readonly mode: Report["mode"];
  readonly operations: readonly PlannedOperation[];
  readonly requests: number;
  readonly writes: number;
  /** How many records of the run's own exist at one time. */
  readonly most: number;
}

/** What a run would do with one operation. */
export interface PlannedOperation {
  readonly operation: string;
  /** What it would do to the target, for people. */
  readonly impact: string;
  readonly calls: number;
  /** Why it would not be sent at all; `undefined` when it would. */
  readonly why: string | undefined;
}

/** Finds out what a run would do, on another target of the same document that costs nothing. @throws UnsafeRun as `verify` does. */
export async function planRun(options: VerifyOptions, rehearsal: Target): Promise<Plan> {
  refuseUnsafe({ ...options, ledger: { append: () => undefined } });
  const ledger = createCountingLedger();
  const allowHosts = [...(options.allowHosts ?? []), new URL(rehearsal.baseUrl).host];
  const calls = new Map<string, number>();
  let requests = 0;
  let writes = 0;
  const report = await verify({
    checks: listChecks(),
    ...options,
    ...toRehearsed(options),
    target: rehearsal,
    allowHosts,
    ledger,
    interval: 0,
    onExchange({ operation, request }) {
      requests += 1;
      if (!isSafeMethod(request.method)) writes += 1;
      calls.set(operation, (calls.get(operation) ?? 0) + 1);
    },
  });
  const model = readApiModel(options.contract.document);
  const operations = options.contract.document.operations.map((operation: Operation): PlannedOperation => {
    const name = getOperationName(options.contract, operation);
    const covered = report.coverage.find((each) => each.operation === name);
    return {
      operation: name,
      impact: describeImpact(model.effectOf(operation), model),
      calls: calls.get(name) ?? 0,
      why: calls.has(name) ? undefined : covered?.untested,
    };
  });
  return { mode: report.mode, operations, requests, writes, most: ledger.most() };
}

/** What was given is there on the real target; where it is rehearsed, the demo's values stand for it. */
function toRehearsed({ contract, params = {}, own = [] }: VerifyOptions): Pick<VerifyOptions, "params" | "own"> {
  const declared = [...readApiModel(contract.document).params];
  const ofKey = new Map(declared.map(([key, { demo }]) => [key, demo]));
  const ofCollection = new Map(declared.map(([, { collection, demo }]) => [collection, demo]));
  return {
    params: Object.fromEntries(Object.entries(params).map(([key, value]) => [key, ofKey.get(key) ?? value])),
    own: own.map(([collection, id]) => [collection, ofCollection.get(collection) ?? id] as const),
  };
}

function describeImpact({ kind, collection = "", restore }: Effect, { resources }: ApiModel): string {
  const resource = resources.get(collection);
  const isRemovable = resource?.remove !== undefined && resource.cleanup === "delete";
  const own = restore && !resource?.create ? "write to a named record, put back after" : "own write";
  const impacts: Readonly<Record<Effect["kind"], string>> = {
    reads: "reads",
    creates: `own write, ${isRemovable ? "removed after" : describeCleanup(resource?.cleanup)}`,
    updates: own,
    acts: own,
    deletes: "destructive, own records only",
    spends: "cannot be undone",
  };
  return impacts[kind];
}

function describeCleanup(cleanup: string | undefined): string {
  if (cleanup === "parent") return "goes with its parent";
  return cleanup === "soft" ? "can only be hidden again" : "cannot be undone";
}

function createCountingLedger(): { append(line: string): void; most(): number } {
  let there = 0;
  let most = 0;
  return {
    append(line) {
      const { kind } = JSON.parse(line) as LedgerEntry; // the ledger writes entries and nothing else
      if (kind === "made") there += 1;
      if (kind === "gone") there -= 1;
      most = Math.max(most, there);
    },
    most: () => most,
  };
}
