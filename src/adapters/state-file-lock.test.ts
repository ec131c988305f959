import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ContenderOptions } from "../testing/lock-contender.js";
import { type CompiledScripts, compileScripts, runScript } from "../testing/run-script.js";
import { createOwner, type Owner } from "./state-file-owner.js";

let scripts: CompiledScripts;
let folder: string;

beforeAll(async () => {
  scripts = await compileScripts("lock-contender");
  folder = await mkdtemp(join(tmpdir(), "standin-lock-"));
});
afterAll(async () => {
  await scripts.remove();
  await rm(folder, { recursive: true, force: true });
});

/** What a contender says of one try. */
interface Said {
  readonly pid: number | undefined;
  readonly path?: string;
  readonly won?: boolean;
  readonly kind?: string;
  readonly message?: string;
}

/** Owners with a process id above the highest that there is. Who may be dead in how many ways: the lock's owner, its first claimant, the claimant of that one's succession. */
async function leaveDead(path: string, depth: number): Promise<void> {
  let target = `${path}.lock`;
  for (let level = 0; level < depth; level += 1) {
    const dead: Owner = { ...createOwner(), pid: 2 ** 22 + 1 };
    await writeFile(target, JSON.stringify(dead));
    target = `${path}.lock.${dead.token}.claim`;
  }
}

test("of twenty processes that open a file at once, one gets it, whether it is free or its owners are dead", async () => {
  const processes = 20;
  const count = process.env["STANDIN_FULL"] === "1" ? 200 : 24;
  const begin = Date.now() + 3000;
  const rounds: ContenderOptions["rounds"] = Array.from({ length: count }, (_, round) => ({
    path: join(folder, `${round}.json`),
    at: begin + round * 40,
  }));
  for (const [round, { path }] of rounds.entries()) await leaveDead(path, round % 4);
  const contenders = Array.from({ length: processes }, (_, number) =>
    runScript(scripts, "lock-contender", { rounds }, join(folder, `said-${number}.jsonl`)),
  );
  try {
    await Promise.all(contenders.map((contender) => contender.waitFor("done")));
  } finally {
    for (const contender of contenders) contender.kill();
    await Promise.all(contenders.map((contender) => contender.ended));
  }
  const said: Said[] = contenders.flatMap((contender) =>
    contender.listLines().map((line) => ({ pid: contender.pid, ...line })),
  );
  for (const { path } of rounds) {
    const tries = said.filter((one) => one.path === path);
    expect(tries).toHaveLength(processes);
    const winners = tries.filter((one) => one.won === true);
    expect(winners).toHaveLength(1);
    const losers = tries.filter((one) => one.kind === "locked");
    expect(losers).toHaveLength(processes - 1);
    const named = `in use by process ${winners[0]?.pid} (`;
    expect(losers.filter((one) => one.message?.includes(named) !== true)).toEqual([]);
  }
}, 120_000);
