import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { makeTestFolder, runStandin, serveStandin, startStandin } from "../testing/run-standin.js";

/** How many runs are killed: a sample, unless the full count is asked for. */
const KILLS = process.env["STANDIN_FULL"] ? 50 : 4;

const INTEGRATIONS = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";

test(
  `a run that is killed at one of ${KILLS} random moments leaves nothing that its ledger does not sweep away`,
  { timeout: 30_000 + KILLS * 12_000 },
  async () => {
    const cwd = await makeTestFolder();
    const { told } = await serveStandin(["--ephemeral", "--api", "fassport"], { cwd });
    const headers = told.apis["fassport"]?.headers ?? {};
    const list = async () => (await (await fetch(told.url + INTEGRATIONS, { headers })).json()) as { _id: string }[];
    const before = (await list()).map(({ _id: id }) => id);
    let swept = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const run = startStandin(["verify", "--api", "fassport", "--target", told.url], { cwd });
      // The run proper begins when its ledger is there; how long it is then let go on is the random moment.
      while ((await listLedgers(cwd)).length === 0) await setTimeout(5);
      await setTimeout(Math.random() * 900);
      run.kill("SIGKILL");
      await run.ended;
      for (const ledger of await listLedgers(cwd)) {
        const { code, stdout, stderr } = await runStandin(["verify", "--sweep", ledger], { cwd });
        expect({ code, stderr }, stdout + stderr).toMatchObject({ code: 0 });
        expect(stdout).toContain("Nothing is left");
        swept += 1;
      }
      expect((await list()).map(({ _id: id }) => id)).toEqual(before);
      expect(await listLedgers(cwd)).toEqual([]);
    }
    expect(swept).toBeGreaterThan(0);
  },
);

async function listLedgers(cwd: string): Promise<string[]> {
  const folder = join(cwd, ".standin", "ledgers");
  const files = await readdir(folder).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    return [];
  });
  return files.map((file) => join(folder, file));
}

test("an interrupted run clears away and ends with 130", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral", "--api", "fassport"], { cwd });
  const run = startStandin(["verify", "--api", "fassport", "--target", told.url, "--rate", "20/s"], { cwd });
  while ((await listLedgers(cwd)).length === 0) await setTimeout(5);
  await setTimeout(600);
  run.kill("SIGINT");
  expect(await run.ended).toBe(130);
  expect(run.stdout()).toMatch(/foreign records touched 0/);
  expect(await listLedgers(cwd)).toEqual([]);
});
