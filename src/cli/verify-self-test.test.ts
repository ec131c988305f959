import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTestFolder, runStandin } from "../testing/run-standin.js";

/** One API's mutants, unless the full count is asked for. */
const FULL = process.env["STANDIN_FULL"] === "1";
const CHOICE = FULL ? [] : ["--api", "supervity"];

test(
  `the self-test finds what docs/self-test.md says, ${FULL ? "all of it" : "as far as one API goes"}`,
  { timeout: FULL ? 1_800_000 : 300_000 },
  async () => {
    const cwd = await makeTestFolder();
    const { code, stdout, stderr } = await runStandin(["verify", "--self-test", "--output", ".", ...CHOICE], { cwd });
    const found = toRows(await readFile(join(cwd, "self-test.md"), "utf8"));
    const page = toRows(await readFile(new URL("../../docs/self-test.md", import.meta.url), "utf8"));
    const mutants = found.filter((row) => row.startsWith("| `"));
    expect(mutants.length, stdout).toBeGreaterThan(20);
    expect(page, stdout + stderr).toEqual(expect.arrayContaining(mutants));
    // The sums are those of all APIs.
    expect(FULL ? found : page).toEqual(page);
    expect(stdout).not.toContain("false alarm");
    expect(code, stdout).toBe(0);
  },
);

/** Lines as they were before they were laid out. */
function toRows(text: string): string[] {
  const lines = text.split("\n").map((line) => line.replaceAll(/\s+/g, " ").replaceAll(/-{3,}/g, "---").trim());
  return lines.filter((line) => line !== "");
}
