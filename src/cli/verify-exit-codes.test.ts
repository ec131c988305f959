import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createHostileDocument, startHostileServer, type Trick } from "../testing/hostile-server.js";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";

/** Judges a server that makes records and plays a trick, by its document. */
async function judge(trick: Trick, ...args: readonly string[]) {
  const [cwd, server] = await Promise.all([makeTestFolder(), startHostileServer(trick)]);
  await writeFile(join(cwd, "pets.json"), JSON.stringify(createHostileDocument()));
  const run = await runStandin(["verify", "--openapi", "pets.json", "--target", server.url, ...args], { cwd });
  return { ...run, server };
}

test("0 says that a server conforms", async () => {
  const cwd = await makeTestFolder();
  const { code, stdout } = await runStandin(["verify", "--api", "supervity"], { cwd });
  expect(code, stdout).toBe(0);
  expect(stdout).toMatch(/^PASSED .*\n[^]*Exit 0: conforms/);
});

test("1 says that there are findings", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(
    ["--ephemeral", "--api", "fassport", "--rule", "fassport.createBody=documented"],
    {
      cwd,
    },
  );
  const only = ["--only", "fassport.createIntegration", "--only", "C102"];
  const { code, stdout } = await runStandin(["verify", "--api", "fassport", "--target", told.url, ...only], { cwd });
  expect(code, stdout).toBe(1);
  expect(stdout).toMatch(/^FAILED .*\n[^]*Exit 1: findings/);
});

test.each([
  ["a target that is no URL", ["--api", "fassport", "--target", "nowhere"], "--target"],
  [
    "a host that was not allowed",
    ["--api", "fassport", "--target", "https://app.example", "--mode", "own-data"],
    "--allow-host app.example",
  ],
  ["a document that is not there", ["--openapi", "missing.yaml"], "missing.yaml"],
])("2 says that %s will not do", async (_what, args, words) => {
  const cwd = await makeTestFolder();
  const { code, stderr } = await runStandin(["verify", ...args], { cwd });
  expect(code, stderr).toBe(2);
  expect(stderr).toContain(words);
  // What never began leaves no ledger.
  const files = await readdir(cwd, { recursive: true });
  expect(files.filter((file) => file.endsWith(".jsonl"))).toEqual([]);
});

test("3 says that a run is not conclusive, and why", async () => {
  const cwd = await makeTestFolder();
  const { code, stdout } = await runStandin(["verify", "--api", "supervity", "--only", "C999"], { cwd });
  expect(code, stdout).toBe(3);
  expect(stdout).toContain("--only C999 matched neither an operation nor a check");
});

test("4 says that something was left behind, and names it, whatever else was found", async () => {
  const { code, stdout, server } = await judge("delete-is-never-allowed", "--only", "C201");
  expect(code, stdout).toBe(4);
  const left = server.listIds().filter((id) => id.startsWith("pet-made"));
  expect(left.length).toBeGreaterThan(0);
  for (const id of left) expect(stdout).toContain(id);
});

test("5 says that a budget stopped the run, which has cleared away all the same", async () => {
  const { code, stdout, server } = await judge("none", "--budget", "requests=15");
  expect(code, stdout).toBe(5);
  expect(server.listIds().filter((id) => id.startsWith("pet-made"))).toEqual([]);
});
