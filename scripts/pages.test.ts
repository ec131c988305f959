import { expect, test } from "vitest";
import { listChecks } from "../src/contract/checks/list-checks.js";
import { listRunChecks } from "../src/contract/run-checks/list-run-checks.js";
import { listBlocks, readPage, runProgram, startAsPagesSay, listUntrue } from "./house/documentation.js";

/** Each page, with how many of its blocks at least say what they print. */
const PAGES = [
  ["docs/worlds.md", 9],
  ["docs/contract-kit.md", 3],
  ["docs/verify.md", 5],
] as const;

const pages = await Promise.all(PAGES.map(async ([path, least]) => ({ path, least, page: await readPage(path) })));

test.each(pages)(
  "the commands of $path print what it says",
  async ({ page, least }) => {
    const blocks = listBlocks(page, "sh");
    expect(blocks.filter(({ output }) => output !== undefined).length).toBeGreaterThanOrEqual(least);
    const standin = await startAsPagesSay();
    const outputs = await standin.runBlocks(blocks);
    expect(listUntrue(blocks, outputs)).toEqual([]);
  },
  180_000,
);

const programs = pages.flatMap(({ path, page }) =>
  listBlocks(page, "js", "ts").map((block) => [block.code.split("\n", 1)[0], path, block] as const),
);

test.each(programs)(
  "%s of %s runs",
  async (_name, _path, block) => {
    const { code, output } = await runProgram(block);
    expect(code, output).toBe(0);
  },
  60_000,
);

test("docs/contract-kit.md lists every check with its title", async () => {
  const page = await readPage("docs/contract-kit.md");
  const rows = [...page.matchAll(/^\| (C\d{3}) +\| (.+?) +\|$/gm)].map(([, id, title]) => [id, title]);
  const checks = [...listChecks(), ...listRunChecks()].toSorted((a, b) => a.id.localeCompare(b.id));
  expect(rows).toEqual(checks.map(({ id, title }) => [id, title]));
});
