import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { loadApis } from "../src/adapters/load-apis.js";
import { createEmulator } from "../src/emulator/emulator.js";
import { listBlocks, readPage, runProgram, startAsPagesSay, listUntrue } from "./house/documentation.js";

const ROOT = join(import.meta.dirname, "..");
const README = await readPage("README.md");
const run = promisify(execFile);

test("the README's commands do what it says, and what they made is there after kill -9", async () => {
  const [first, ...blocks] = listBlocks(README, "sh");
  expect(first?.code).toBe("npm start\n");
  expect(blocks.length).toBeGreaterThanOrEqual(5);
  const standin = await startAsPagesSay();
  const outputs = await standin.runBlocks(blocks);
  expect(listUntrue(blocks, outputs)).toEqual([]);
  const printed = outputs.join("");
  expect(printed).toContain("My inbox\n");
  expect(printed).toContain("x-standin-evidence: assumed");
  expect(printed).toContain('"status":"Inactive"');
  expect(printed).toContain("Entity not found\n");
  expect(printed).toContain('"sharedTeamKeys":["finance","support"]\n');
  expect(printed).toContain('"count":2');
  expect(printed).toMatch(/204\n/);
  expect(outputs.at(-1)).toMatch(/ 503\n.*\n401\n"step":"credential"\n"operation":".*exchanges, all the same\n/s);
  expect(outputs.at(-1)).toContain("\nat http://127.0.0.1:");

  await standin.killAndRestart();
  const [create] = blocks;
  const code = create?.code.replace(/curl -s -X POST.*?\n\n/s, "") ?? "";
  expect(await standin.runBlocks([{ language: "sh", code, output: undefined }])).toEqual(["My inbox\n"]);
  const health = (await (await fetch(`${standin.url}/__standin/health`)).json()) as { defects: number }; // as the document says
  expect(health.defects).toBe(0);
}, 180_000);

test.each(listBlocks(README, "js").map((block) => [block.code.split("\n", 1)[0], block] as const))(
  "the README's %s runs",
  async (_name, block) => {
    const { code, output } = await runProgram(block);
    expect(output).not.toContain("0 passed");
    expect(code, output).toBe(0);
  },
  60_000,
);

test("the README's table of rules is that of the code", async () => {
  const { apis } = createEmulator({ apis: await loadApis() });
  const rules = apis.flatMap(({ name, definition }) =>
    Object.entries(definition.switches).map(([key, { values }]) => [`${name}.${key}`, [...values]]),
  );
  const rows = [...README.matchAll(/^\| `(\w+\.\w+)` +\| (.*?) +\|/gm)].map(([, key = "", values = ""]) => [
    key,
    values.split(", ").map((value) => value.replaceAll("`", "")),
  ]);
  expect(rows).toEqual(rules);
});

async function runStandin(...args: readonly string[]): Promise<string> {
  return (await run(process.execPath, [join(ROOT, "dist/cli.js"), ...args])).stdout;
}

test("every flag and every verb of the README is one that the command has", async () => {
  const verbs = [...(await runStandin("--help")).matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, verb = ""]) => verb);
  const known = (await Promise.all(verbs.map((verb) => runStandin(verb, "--help")))).join("\n");
  const flags = new Set([...README.matchAll(/`(?:[^`\n]* )?(--[a-z][a-z-]*)/g)].map(([, flag = ""]) => flag));
  expect(flags.size).toBeGreaterThan(15);
  for (const flag of flags) expect(known).toMatch(new RegExp(`${flag}\\b`));
  const used = new Set([...README.matchAll(/npx standin ([a-z]+)/g)].map(([, verb = ""]) => verb));
  expect(verbs).toEqual(expect.arrayContaining([...used]));
  for (const verb of verbs) expect(README).toMatch(new RegExp(`[\\s\`]${verb}[\\s\`]`));
});
