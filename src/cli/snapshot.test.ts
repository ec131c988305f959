import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";

async function serve() {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral"], { cwd });
  const record = `${told.control}/state/supervity/organisations/demo`;
  return {
    cwd,
    standin: (...args: string[]) => runStandin([...args, "--url", told.url], { cwd }),
    rename: async (name: string) => {
      const headers = { "content-type": "application/json" };
      await fetch(record, { method: "PATCH", headers, body: JSON.stringify({ name }) });
    },
    readName: async () => {
      const { record: found } = (await (await fetch(record)).json()) as { record: { name: string } }; // as documented
      return found.name;
    },
  };
}

test("a moment is saved, listed, gone back to and removed", async () => {
  const { standin, rename, readName } = await serve();
  expect(await standin("snapshot", "list")).toMatchObject({ code: 0, stdout: "there is no snapshot\n" });
  expect((await standin("snapshot", "save", "before")).stdout).toMatch(/^saved before, taken at 20/);
  await rename("Another");
  expect((await standin("snapshot", "list")).stdout).toMatch(/^20\S+Z {2}before\n$/);
  expect((await standin("snapshot", "load", "before", "--json")).stdout).toMatch(/^\{"event":"loaded","name":"before"/);
  expect(await readName()).toBe("Demo Company");
  expect(await standin("snapshot", "rm", "before")).toMatchObject({ code: 0 });
  const gone = await standin("snapshot", "load", "before");
  expect(gone.code).toBe(1);
  expect(gone.stderr).toContain('There is no snapshot "before"; there are: none.');
});

test("a moment is carried to another stand-in as a file", async () => {
  const one = await serve();
  await one.rename("Carried");
  await one.standin("snapshot", "save", "moved");
  const exported = await one.standin("snapshot", "export", "moved", "--output", "moved.json");
  expect(exported).toMatchObject({ code: 0, stdout: "wrote moved.json\n" });
  const other = await serve();
  await writeFile(join(other.cwd, "moved.json"), await readFile(join(one.cwd, "moved.json")));
  expect((await other.standin("snapshot", "import", "moved.json", "here")).stdout).toMatch(/^imported here, taken at/);
  await other.standin("snapshot", "load", "here");
  expect(await other.readName()).toBe("Carried");
});

test("export without a file prints the snapshot alone", async () => {
  const { standin } = await serve();
  await standin("snapshot", "save", "shown");
  const { stdout } = await standin("snapshot", "export", "shown");
  expect(JSON.parse(stdout)).toMatchObject({ formatVersion: 1, name: "shown" });
});

test("reset goes back to the fixture of the start, or to another", async () => {
  const { standin, rename, readName } = await serve();
  await rename("Another");
  expect((await standin("reset")).stdout).toMatch(/^reset: \d\d+ records\n$/);
  expect(await readName()).toBe("Demo Company");
  const { stdout } = await standin("reset", "--seed", "empty", "--json");
  expect(JSON.parse(stdout)).toMatchObject({ event: "reset", records: { "fassport.integrations": 0 } });
  const refused = await standin("reset", "--seed", "nothing");
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("nothing");
});

test("reset of a session leaves the others as they are", async () => {
  const { standin, rename, readName } = await serve();
  await rename("Another");
  expect(await standin("reset", "--session", "mine")).toMatchObject({ code: 0 });
  expect(await readName()).toBe("Another");
});

test.each([
  { args: ["snapshot"], told: "snapshot needs to know what to do" },
  { args: ["snapshot", "keep", "x"], told: 'snapshot can\'t "keep"' },
  { args: ["snapshot", "save"], told: "snapshot save needs a name" },
  { args: ["snapshot", "save", "a/b"], told: '"a/b" is no name' },
  { args: ["snapshot", "save", "a", "b"], told: 'snapshot save takes no argument "b"' },
  { args: ["snapshot", "list", "a"], told: 'snapshot list takes no argument "a"' },
  { args: ["snapshot", "save", "a", "--output", "f"], told: "--output is of snapshot export alone" },
  { args: ["reset", "all"], told: 'reset takes no argument "all"' },
])("$args is refused before anything is asked", async ({ args, told }) => {
  const { code, stderr } = await runStandin(args, { cwd: await makeTestFolder() });
  expect(code).toBe(2);
  expect(stderr).toContain(told);
});
