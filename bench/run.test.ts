import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

test("the bench measures the bare server, and says with which load generator", () => {
  const args = [join(import.meta.dirname, "run.mjs"), "--quick", "--only", "bare"];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 25_000 });
  expect(status).toBe(0);
  expect(stdout).toMatch(/load by \S+/);
  const [shares, rates] = [...stdout.matchAll(/^\| bare node:http +\| ([\d.,]+) +\| ([\d.,]+) +\| ([\d.,]+) +\|$/gm)];
  expect(shares?.slice(1)).toEqual(["1.00", "1.00", "1.00"]);
  for (const rate of rates?.slice(1) ?? ["0"]) expect(Number(rate.replaceAll(",", ""))).toBeGreaterThan(0);
});

test("the bench refuses a name that it does not know", () => {
  const args = [join(import.meta.dirname, "run.mjs"), "--only", "nobody"];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(status).toBe(2);
  expect(stderr).toContain("there is no nobody");
});
