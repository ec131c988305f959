import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTestFolder, runStandin } from "../testing/run-standin.js";

test("evidence tells of each operation and rule what it rests on, and that nothing was proved yet", async () => {
  const { code, stdout } = await runStandin(["evidence", "--api", "fassport"], { cwd: await makeTestFolder() });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^fassport\.createIntegration +source +C101 +never$/m);
  expect(stdout).toMatch(/^ {2}F-CREATE-2 +assumed +C102 +never$/m);
  expect(stdout).not.toContain("supervity");
});

test("evidence tells when and where a rule was last proved, by the record of a verify", async () => {
  const cwd = await makeTestFolder();
  const record = join(cwd, "proofs.json");
  const proof = {
    operation: "fassport.createIntegration",
    rule: "F-CREATE-1",
    check: "C201",
    provedAt: "2026-02-03T04:05:06.000Z",
    target: "https://fassport.example",
  };
  await writeFile(record, JSON.stringify({ schemaVersion: 1, proofs: [proof] }));
  const { stdout } = await runStandin(["evidence", "--api", "fassport", "--record", record, "--json"], { cwd });
  const rows = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { rule?: string; proved?: unknown });
  expect(rows.filter(({ proved }) => proved)).toMatchObject([
    {
      operation: "fassport.createIntegration",
      rule: "F-CREATE-1",
      check: "C201",
      proved: { target: "https://fassport.example" },
    },
  ]);
});

test("a record that is none ends with 2 and says what it should be", async () => {
  const cwd = await makeTestFolder();
  await writeFile(join(cwd, "package.json"), "{}");
  const { code, stderr } = await runStandin(["evidence", "--record", "package.json"], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('package.json is no record of standin verify: it needs "schemaVersion": 1');
});
