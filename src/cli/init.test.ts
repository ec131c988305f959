import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTestFolder, runStandin } from "../testing/run-standin.js";

const DOCUMENT = 'openapi: 3.1.0\ninfo: {title: Things, version: "1"}\npaths: {}\n';

test("init writes the files of an API, and never writes over one", async () => {
  const cwd = await makeTestFolder();
  await writeFile(join(cwd, "things.yaml"), DOCUMENT);
  expect(await runStandin(["init", "things.yaml"], { cwd })).toMatchObject({ code: 0 });
  expect((await readdir(join(cwd, "things"))).toSorted()).toEqual([
    "things.behaviours.mjs",
    "things.fixture.json",
    "things.overlay.yaml",
    "things.test.mjs",
    "things.yaml",
  ]);
  await writeFile(join(cwd, "things", "things.yaml"), "mine");
  expect(await runStandin(["init", "things.yaml"], { cwd })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("is there already, and nothing is overwritten") as string,
  });
  expect(await readFile(join(cwd, "things", "things.yaml"), "utf8")).toBe("mine");
});

test.each([
  [
    "behaviours that can't be loaded",
    "things.behaviours.mjs",
    "export default {",
    "things.behaviours.mjs can't be loaded",
  ],
  ["behaviours that are none", "things.behaviours.mjs", "export default [1];", "must have a default export"],
  [
    "a fixture of another API",
    "things.fixture.json",
    '{"api":"other","name":"demo","collections":{}}',
    "is a fixture of other",
  ],
  [
    "an overlay that changes nothing",
    "things.overlay.yaml",
    "overlay: 1.0.0\nactions: [{target: $.none, remove: true}]",
    "things.overlay.yaml:2:11: nothing",
  ],
])("beside a document %s are refused, and it is said which and why", async (_about, file, text, reason) => {
  const cwd = await makeTestFolder();
  await Promise.all([writeFile(join(cwd, "things.yaml"), DOCUMENT), writeFile(join(cwd, file), text)]);
  const { code, stderr } = await runStandin(["serve", "--openapi", "things.yaml", "--port", "0"], { cwd });
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(reason) as string });
});
