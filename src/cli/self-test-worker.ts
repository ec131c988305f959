import { parentPort } from "node:worker_threads";
import { loadApis } from "../adapters/load-apis.js";
import { loadBuiltInStories } from "../adapters/load-stories.js";
import { createJudge, type Judge } from "../self-test/judge-mutant.js";
import { listMutants } from "../self-test/list-mutants.js";
import type { SelfTestTask } from "./self-test.js";

/** Judges what it is told to, one after the other, with what it has read of an API already. */
function work(port: NonNullable<typeof parentPort>): void {
  const judges = new Map<string, Promise<Judge>>();
  port.on("message", ({ api, mutant, seed }: SelfTestTask) => {
    const judge = judges.get(api) ?? prepare(api);
    judges.set(api, judge);
    void judge
      .then((ready) =>
        ready.judge(
          listMutants().find(({ id }) => id === mutant),
          seed,
        ),
      )
      .then((verdict) => port.postMessage({ verdict }))
      .catch((error: unknown) => port.postMessage({ error: `${api} ${mutant ?? "correct"}: ${String(error)}` }));
  });
}

async function prepare(name: string): Promise<Judge> {
  const [api] = await loadApis([name]);
  if (!api) throw new Error(`there is no API ${name}`);
  return createJudge(api, await loadBuiltInStories(name));
}

if (parentPort) work(parentPort);
