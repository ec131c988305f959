import { getOperationName } from "../contract.js";
import { listCredentialKinds } from "../credential.js";
import type { Check, CheckRun } from "../check.js";
import type { Operation } from "../../openapi/operation.js";
import type { Run } from "./create-run.js";
import { makeUpId } from "./make-up-id.js";

/** What a check is given to run with. */
export function createCheckRun(run: Run, check: Check, operations: readonly Operation[], twin?: Run): CheckRun {
  const { contract, mode, isLoopback, seed, stage, sender, tally, model, credentials } = run;
  return {
    contract,
    mode,
    isLoopback,
    seed,
    operations,
    credentials: listCredentialKinds(credentials),
    twin: twin && createCheckRun(twin, check, operations),
    model,
    effectOf: (operation) => model.effectOf(operation),
    prepare: (operation, wish) => stage.prepare(operation, wish),
    findValue: (key) => stage.findValue(key),
    makeUpId: (like) => makeUpId(like, `${seed} ${check.id}`, (text) => run.known.has(text)),
    obtain: (collection, wish) => stage.obtain(collection, wish),
    send: (wanted, after = []) => sender.send(wanted, { sentBy: check.id, after }),
    judged: (operation, findings) => tally.judged(check, operation, findings),
    skip: (operation, reason) => tally.skipped(check, operation, reason),
  };
}

/** The operations that a run is about. */
export function listChosen(run: Run): Operation[] {
  const { contract, only, skip } = run;
  const wanted = only.filter((id) => !isCheckId(id));
  return contract.document.operations.filter((operation) => {
    const names = [operation.id, getOperationName(contract, operation)];
    return (
      (wanted.length === 0 || names.some((name) => wanted.includes(name))) && !names.some((name) => skip.includes(name))
    );
  });
}

/** Whether an id is that of a check, and not of an operation. */
export function isCheckId(id: string): boolean {
  return /^C\d{3}$/.test(id);
}
