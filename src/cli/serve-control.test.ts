import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";
import type { Ready } from "./describe-ready.js";

const ORGANISATIONS = "/state/supervity/organisations";

/** Sends a request to the control API and gives its status and body. */
async function control({ control: url }: Ready, method: string, path: string, json?: object, headers = {}) {
  const response = await fetch(url + path, {
    method,
    headers: { ...(json && { "content-type": "application/json" }), ...headers },
    ...(json && { body: JSON.stringify(json) }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

test("snapshots and kept sessions are there after a restart; other sessions are not", async () => {
  const cwd = await makeTestFolder();
  const first = await serveStandin([], { cwd });
  const kept = { "x-standin-session": "kept;keep" };
  const passing = { "x-standin-session": "passing" };
  for (const headers of [kept, passing]) {
    const made = await control(first.told, "POST", ORGANISATIONS, { key: "new", name: "New" }, headers);
    expect(made.status).toBe(201);
  }
  expect(await control(first.told, "POST", "/snapshots", { name: "with-new" }, passing)).toMatchObject({ status: 201 });
  expect(await readdir(join(cwd, ".standin/state.json.snapshots"))).toEqual(["with-new.json"]);
  first.kill("SIGTERM");
  expect(await first.ended).toBe(0);

  const second = await serveStandin([], { cwd });
  const path = `${ORGANISATIONS}/new`;
  expect(await control(second.told, "GET", path, undefined, kept)).toMatchObject({ status: 200 });
  expect(await control(second.told, "GET", path, undefined, passing)).toMatchObject({ status: 404 });
  const from = { "x-standin-session": "third;from=with-new" };
  expect(await control(second.told, "GET", path, undefined, from)).toMatchObject({ status: 200 });
  expect(await control(second.told, "DELETE", "/snapshots/with-new")).toMatchObject({ status: 200 });
  expect(await control(second.told, "DELETE", "/sessions/kept")).toMatchObject({ status: 200 });
  second.kill("SIGTERM");
  expect(await second.ended).toBe(0);
  expect(await readdir(join(cwd, ".standin/state.json.snapshots"))).toEqual([]);
  expect(JSON.parse(await readFile(join(cwd, ".standin/state.json"), "utf8"))).not.toHaveProperty("sessions");
});

test("a stand-in whose state is in memory only writes no snapshots", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral"], { cwd });
  expect(await control(told, "POST", "/snapshots", { name: "one" })).toMatchObject({ status: 201 });
  expect(await readdir(cwd)).toEqual([]);
});

test("a fault of the command line is armed from the start, for so many requests", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral", "--fault", "fassport.listIntegrations:503:1"], { cwd });
  const { url, headers } = { ...told.apis["fassport"] };
  const list = () => fetch(`${url}/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/`, { headers: headers ?? {} });
  expect((await list()).status).toBe(503);
  expect((await list()).status).toBe(200);
});

test.each([
  ["fassport.listIntegration:503:1", "did you mean fassport.listIntegrations?"],
  ["fassport.listIntegrations:200:1", "API.OPERATION:STATUS:TIMES[:after]"],
])("--fault %s is a wrong use", async (fault, message) => {
  const cwd = await makeTestFolder();
  const { code, stderr } = await runStandin(["serve", "--ephemeral", "--port", "0", "--fault", fault], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test("the control token of the environment is asked for, and version tells which stand-in it is", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral"], { cwd, env: { STANDIN_CONTROL_TOKEN: "secret" } });
  expect(await control(told, "GET", "/clock")).toMatchObject({ status: 401 });
  expect(await control(told, "GET", "/clock", undefined, { authorization: "Bearer secret" })).toMatchObject({
    status: 200,
  });
  expect(await control(told, "GET", "/version")).toMatchObject({ status: 200, body: { version: told.version } });
});

test("a snapshot that can't be read is named, and the stand-in does not start", async () => {
  const cwd = await makeTestFolder();
  const first = await serveStandin([], { cwd });
  await control(first.told, "POST", "/snapshots", { name: "one" });
  first.kill("SIGTERM");
  await first.ended;
  await writeFile(join(cwd, ".standin/state.json.snapshots/one.json"), "{");
  const { code, stderr } = await runStandin(["serve", "--port", "0"], { cwd });
  expect(code).toBe(3);
  expect(stderr).toContain("one.json");
  expect(await readdir(join(cwd, ".standin"))).not.toContain("state.json.lock");
});
