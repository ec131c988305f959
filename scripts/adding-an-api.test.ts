import { expect, test } from "vitest";
import { listBlocks, listUntrue, readPage, runInEmptyFolder } from "./house/documentation.js";

test("the steps of docs/adding-an-api.md lead from a document to a stand-in with behaviours and a fixture", async () => {
  const blocks = listBlocks(await readPage("docs/adding-an-api.md"), "sh");
  const outputs = await runInEmptyFolder(blocks);
  expect(listUntrue(blocks, outputs)).toEqual([]);
}, 120_000);
