import { expect, test } from "vitest";
import { listBlocks, readPage, runProgram, startAsPagesSay, listUntrue } from "./house/documentation.js";

const PAGE = "docs/worlds.md";
const page = await readPage(PAGE);

test(`the commands of ${PAGE} print what it says`, async () => {
  const blocks = listBlocks(page, "sh");
  expect(blocks.filter(({ output }) => output !== undefined).length).toBeGreaterThanOrEqual(9);
  const standin = await startAsPagesSay();
  const outputs = await standin.runBlocks(blocks);
  expect(listUntrue(blocks, outputs)).toEqual([]);
}, 180_000);

test.each(listBlocks(page, "js", "ts").map((block) => [block.code.split("\n", 1)[0], block] as const))(
  `%s of ${PAGE} runs`,
  async (_name, block) => {
    const { code, output } = await runProgram(block);
    expect(code, output).toBe(0);
  },
  60_000,
);
