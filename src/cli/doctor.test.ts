import { once } from "node:events";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findFreePort } from "../testing/find-free-port.js";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";
import type { Finding } from "./finding.js";

async function examine(cwd: string, ...args: string[]) {
  const { code, stdout, stderr } = await runStandin(["doctor", "--json", ...args], { cwd });
  expect(stderr).toBe("");
  const findings = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Finding); // an object a line
  return { code, wrong: findings.filter(({ level }) => level === "wrong"), findings };
}

test("where nothing is wrong the doctor says so, and changes nothing", async () => {
  const cwd = await makeTestFolder();
  const port = String(await findFreePort());
  const { code, stdout } = await runStandin(["doctor", "--port", port], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ok {5}node {5}Node \d+/);
  expect(stdout).toContain(`${port} on 127.0.0.1 is free`);
  expect(stdout).toContain(".standin/state.json is not there yet");
  expect(stdout).toMatch(/nothing is wrong\n$/);
  await expect(readFile(join(cwd, ".standin"))).rejects.toThrow("ENOENT");
});

test("a stand-in that runs at the port, with the state file, is as it should be", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin([], { cwd });
  await fetch(`${told.control}/clock/advance`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"duration":"PT1H"}',
  });
  const { code, findings } = await examine(cwd, "--port", String(told.port));
  expect(code).toBe(0);
  const messages = findings.map(({ check, level, message }) => `${check} ${level} ${message}`).join("\n");
  expect(messages).toContain(`port ok a stand-in answers at ${told.url}`);
  expect(messages).toContain("control ok");
  expect(messages).toContain("clock note the stand-in's clock is 1h ahead of real time");
  expect(messages).toMatch(/state ok .* is in use by process \d+/);
  expect(messages).toMatch(/state ok .*state.json has \d+ records, and all of them fit/);
});

test("a control token that is not the stand-in's is wrong", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral"], { cwd, env: { STANDIN_CONTROL_TOKEN: "s3cret" } });
  const { code, wrong } = await examine(cwd, "--port", String(told.port));
  expect(code).toBe(1);
  expect(wrong).toMatchObject([
    { check: "control", message: expect.stringContaining("STANDIN_CONTROL_TOKEN") as string },
  ]);
});

test("a port that another server has is wrong", async () => {
  const server = createServer((_request, response) => response.end("hello")).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  const port = String(typeof address === "object" && address ? address.port : 0);
  const { code, wrong } = await examine(await makeTestFolder(), "--port", port);
  expect(code).toBe(1);
  expect(wrong).toMatchObject([
    { check: "port", message: expect.stringContaining("what answers there is no stand-in") as string },
  ]);
});

test("a state file that a stand-in elsewhere has is wrong", async () => {
  const cwd = await makeTestFolder();
  await serveStandin([], { cwd });
  const { code, wrong } = await examine(cwd, "--port", String(await findFreePort()));
  expect(code).toBe(1);
  expect(wrong).toMatchObject([
    { check: "state", message: expect.stringMatching(/is in use by process \d+/) as string },
  ]);
});

test("what a killed stand-in left in the journal is told, and counts", async () => {
  const cwd = await makeTestFolder();
  const standin = await serveStandin([], { cwd });
  const organisations = `${standin.told.control}/state/supervity/organisations`;
  for (const key of ["one", "two"]) {
    const headers = { "content-type": "application/json" };
    await fetch(organisations, { method: "POST", headers, body: JSON.stringify({ key, name: key }) });
  }
  standin.kill("SIGKILL");
  await standin.ended;
  const { code, findings } = await examine(cwd, "--port", "0");
  expect(code).toBe(0);
  expect(findings).toContainEqual(
    expect.objectContaining({
      level: "note",
      message: expect.stringContaining("state.json.journal has 2 more") as string,
    }),
  );
  await rm(join(cwd, ".standin/state.json"));
  const { wrong } = await examine(cwd, "--port", "0");
  expect(wrong).toMatchObject([
    { message: expect.stringMatching(/it is missing, but its journal .* is there.*Put the state file back/) as string },
  ]);
});

test.each([
  { about: "damaged", text: "{", message: /could not load the state file .*: it is not JSON/ },
  {
    about: "of a later version",
    text: '{"formatVersion":99}',
    message: /could not load the state file .*: it has formatVersion 99/,
  },
])("a state file that is $about is wrong, and left as it is", async ({ text, message }) => {
  const cwd = await makeTestFolder();
  await writeFile(join(cwd, "state.json"), text);
  const { code, wrong } = await examine(cwd, "--state", "state.json", "--port", "0");
  expect(code).toBe(1);
  expect(wrong).toMatchObject([{ check: "state", message: expect.stringMatching(message) as string }]);
  expect(await readFile(join(cwd, "state.json"), "utf8")).toBe(text);
});

test("records that do not fit are named", async () => {
  const cwd = await makeTestFolder();
  await runStandin(["seed", "--state", "state.json"], { cwd });
  const text = await readFile(join(cwd, "state.json"), "utf8");
  await writeFile(join(cwd, "state.json"), text.replace('"name": "Demo Company"', '"name": 7'));
  const { code, wrong } = await examine(cwd, "--state", "state.json", "--port", "0");
  expect(code).toBe(1);
  expect(wrong).toMatchObject([
    { message: expect.stringMatching(/does not fit: supervity.organisations "demo"/) as string },
  ]);
});

test("a configuration file that can't be is wrong, and the rest is examined all the same", async () => {
  const cwd = await makeTestFolder();
  await writeFile(join(cwd, "standin.config.json"), '{"prot": 1}');
  const { code, wrong, findings } = await examine(cwd, "--port", "0");
  expect(code).toBe(1);
  expect(wrong).toMatchObject([{ check: "config", message: expect.stringContaining("Did you mean port?") as string }]);
  expect(findings.map(({ check }) => check)).toContain("state");
  await writeFile(join(cwd, "standin.config.json"), '{"auth": "lax"}');
  expect((await examine(cwd, "--port", "0")).wrong).toMatchObject([
    { message: expect.stringContaining("strict, shape, off") as string },
  ]);
});

test("a state file where a folder is in the way is wrong", async () => {
  const cwd = await makeTestFolder();
  await mkdir(join(cwd, "state.json"));
  const { code, wrong } = await examine(cwd, "--state", "state.json", "--port", "0");
  expect(code).toBe(1);
  expect(wrong).toMatchObject([{ check: "state", message: expect.stringContaining("EISDIR") as string }]);
});

test("a flag that the doctor does not have is refused", async () => {
  expect(await runStandin(["doctor", "--nothing"], { cwd: await makeTestFolder() })).toMatchObject({ code: 2 });
  expect(await runStandin(["doctor", "--help"], { cwd: await makeTestFolder() })).toMatchObject({ code: 0 });
});
