import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { listApis } from "../adapters/load-apis.js";
import { listChecks } from "../contract/checks/list-checks.js";
import type { MutantVerdict } from "../self-test/judge-mutant.js";
import { listMutants } from "../self-test/list-mutants.js";
import { createSelfTest, type SelfTest } from "../self-test/self-test-table.js";

/** One run of the suite that a worker is to do; the correct stand-in where no mutant is named. */
export interface SelfTestTask {
  readonly api: string;
  readonly mutant: string | undefined;
  readonly seed: number;
}

/** Runs the suite against each mutant of some APIs, on all cores; `onVerdict` hears of each as it comes. */
export async function runSelfTest(
  names: readonly string[],
  seed: number,
  onVerdict: (verdict: MutantVerdict, left: number) => void,
): Promise<SelfTest> {
  const apis = names.length > 0 ? names : await listApis();
  const mutants = listMutants().filter(({ api }) => apis.includes(api));
  const tasks: SelfTestTask[] = [
    ...apis.map((api) => ({ api, mutant: undefined, seed })),
    ...mutants.map(({ api, id }) => ({ api, mutant: id, seed })),
    // The longest first, so that no core waits for the last of them.
  ].toSorted((one, other) => WEIGHTS.indexOf(one.api) - WEIGHTS.indexOf(other.api));
  const verdicts: MutantVerdict[] = [];
  const workers = Array.from({ length: Math.min(availableParallelism(), tasks.length) }, createWorker);
  try {
    await Promise.all(
      workers.map((worker) =>
        drain(worker, tasks, (verdict) => {
          verdicts.push(verdict);
          onVerdict(verdict, tasks.length);
        }),
      ),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return createSelfTest(
    verdicts,
    listChecks().map(({ id }) => id),
  );
}

const WEIGHTS = ["versori", "fassport", "supervity"];

/** As the build puts it: beside the entries, one folder above all other modules. */
function createWorker(): Worker {
  return new Worker(new URL("../self-test-worker.js", import.meta.url));
}

async function drain(
  worker: Worker,
  tasks: SelfTestTask[],
  onVerdict: (verdict: MutantVerdict) => void,
): Promise<void> {
  for (;;) {
    const task = tasks.shift();
    if (!task) return;
    onVerdict(await ask(worker, task));
  }
}

function ask(worker: Worker, task: SelfTestTask): Promise<MutantVerdict> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) =>
      reject(new Error(`the self-test of ${task.mutant ?? task.api} broke off`, { cause: error }));
    worker.once("error", fail);
    worker.once("message", ({ verdict, error }: { verdict?: MutantVerdict; error?: string }) => {
      worker.off("error", fail);
      if (verdict) resolve(verdict);
      else reject(new Error(error ?? "a worker of the self-test said nothing"));
    });
    // A thread's port has no origin to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage(task);
  });
}
