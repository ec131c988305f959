import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadApis } from "../adapters/load-apis.js";
import { createEmulator } from "../emulator/emulator.js";
import type { FrozenWorld } from "../world/world.js";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";

const SCALING = new Set([
  "fassport.integrations",
  "supervity.accounts",
  "versori.activations",
  "versori.integrations",
  "versori.users",
]);

async function load(path: string): Promise<FrozenWorld> {
  return JSON.parse(await readFile(path, "utf8")) as FrozenWorld; // a state file has at least what it has
}

test("a state file begins with the fixture, and is served", async () => {
  const cwd = await makeTestFolder();
  const seeded = await runStandin(["seed", "--seed", "empty"], { cwd });
  expect(seeded).toMatchObject({ code: 0, stderr: "" });
  const { told } = await serveStandin([], { cwd });
  expect(told).toMatchObject({ fixtures: { fassport: "empty", supervity: "empty", versori: "empty" } });
  const { url, headers } = { ...told.apis["fassport"] };
  const list = await fetch(`${url}/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/`, { headers: headers ?? {} });
  expect(await list.json()).toEqual([]);
});

test("the same size and seed give the same bytes, another seed gives others", async () => {
  const cwd = await makeTestFolder();
  const write = async (name: string, seed: number): Promise<string> => {
    const args = ["seed", "--state", name, "--size", "200", "--random-seed", String(seed)];
    expect(await runStandin(args, { cwd })).toMatchObject({ code: 0 });
    return readFile(join(cwd, name), "utf8");
  };
  const [first, second, other] = [await write("a.json", 7), await write("b.json", 7), await write("c.json", 8)];
  expect(second === first).toBe(true);
  expect(other === first).toBe(false);
});

test("a large state has as many records as were asked for, each of which fits its document", async () => {
  const cwd = await makeTestFolder();
  const size = process.env["STANDIN_FULL"] === "1" ? 10_000 : 500;
  expect(await runStandin(["seed", "--size", String(size)], { cwd })).toMatchObject({ code: 0 });
  const frozen = await load(join(cwd, ".standin/state.json"));
  const apis = await loadApis();
  const demo = createEmulator({ apis }).freeze();
  for (const [name, records] of Object.entries(frozen.collections)) {
    expect(records.length).toBe((demo.collections[name]?.length ?? 0) + (SCALING.has(name) ? size : 0));
  }
  // Schema, identity, unique keys and references all together.
  expect(createEmulator({ apis, frozen }).complaints).toEqual([]);
}, 60_000);

test("what records refer to agrees: an activation's user and integration are of its own hub", async () => {
  const cwd = await makeTestFolder();
  await runStandin(["seed", "--size", "100", "--api", "versori"], { cwd });
  const { collections } = await load(join(cwd, ".standin/state.json"));
  const find = (name: string, id: unknown) =>
    collections[name]?.find((record) => Reflect.get(record, "id") === id) ?? {};
  for (const activation of collections["versori.activations"]?.slice(-100) ?? []) {
    const hub: unknown = Reflect.get(activation, "hubId");
    expect(find("versori.users", Reflect.get(activation, "userId"))).toMatchObject({ hubId: hub });
    expect(find("versori.integrations", Reflect.get(activation, "integrationId"))).toMatchObject({ hubId: hub });
  }
});

test("a state that has records is replaced by force only", async () => {
  const cwd = await makeTestFolder();
  const path = join(cwd, "state.json");
  const env = { STANDIN_STATE: path };
  await runStandin(["seed"], { cwd, env });
  const before = await readFile(path, "utf8");
  const refused = await runStandin(["seed", "--seed", "empty"], { cwd, env });
  expect(refused).toMatchObject({ code: 2 });
  expect(refused.stderr).toContain("--force");
  expect(await readFile(path, "utf8")).toBe(before);
  expect(await runStandin(["seed", "--seed", "empty", "--force"], { cwd, env })).toMatchObject({ code: 0 });
  expect(await readFile(path, "utf8")).not.toBe(before);
});

test("a state that is in use is left alone, also by force", async () => {
  const cwd = await makeTestFolder();
  const { pid } = await serveStandin([], { cwd });
  const refused = await runStandin(["seed", "--force"], { cwd });
  expect(refused).toMatchObject({ code: 3 });
  expect(refused.stderr).toContain(`process ${pid} `);
});

test("a damaged state is left alone, also by force", async () => {
  const cwd = await makeTestFolder();
  await writeFile(join(cwd, "state.json"), "{ damaged");
  const refused = await runStandin(["seed", "--state", "state.json", "--force"], { cwd });
  expect(refused).toMatchObject({ code: 3 });
  expect(refused.stderr).toContain("state.json");
  expect(await readFile(join(cwd, "state.json"), "utf8")).toBe("{ damaged");
});
