import { access, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTestFolder, runStandin, startStandin } from "../testing/run-standin.js";

const READ = `
  const { STANDIN_FASSPORT_URL: url, STANDIN_FASSPORT_TOKEN: token } = process.env;
  const answer = await fetch(url + "/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/", { headers: { authorization: "Bearer " + token } });
  console.log(answer.status);
`;

test("exec runs a command that finds each API, with a token that is accepted, and writes nothing of its own", async () => {
  const cwd = await makeTestFolder();
  const args = ["exec", "--", process.execPath, "--input-type=module", "--eval", READ];
  expect(await runStandin(args, { cwd })).toEqual({ code: 0, stdout: "200\n", stderr: "" });
  await expect(access(join(cwd, ".standin"))).rejects.toThrow("ENOENT");
});

test("exec exports the origin, and a base URL and a token per API that is served", async () => {
  const args = ["exec", "--api", "versori", "--", "sh", "-c", "env | grep ^STANDIN_ | sort"];
  const { code, stdout } = await runStandin(args, { cwd: await makeTestFolder() });
  expect(code).toBe(0);
  const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout) ?? [];
  expect(stdout.trim().split("\n")).toEqual([
    `STANDIN_URL=${origin}`,
    "STANDIN_VERSORI_TOKEN=versori-demo-api-key-1",
    `STANDIN_VERSORI_URL=${origin}/api/embedded/v1`,
  ]);
});

test("exec gives back the command's exit code", async () => {
  const cwd = await makeTestFolder();
  expect(await runStandin(["exec", "--", "sh", "-c", "exit 7"], { cwd })).toMatchObject({ code: 7 });
  expect(await runStandin(["exec", "--", "sh", "-c", "kill -9 $$"], { cwd })).toMatchObject({ code: 137 });
});

test("exec leaves the command's own flags and words to it", async () => {
  const args = ["exec", "--", "echo", "--json", "--port", "x", "--", "-h"];
  expect(await runStandin(args, { cwd: await makeTestFolder() })).toMatchObject({
    code: 0,
    stdout: "--json --port x -- -h\n",
  });
});

test.each([
  { signal: "SIGTERM", code: 143 },
  { signal: "SIGINT", code: 130 },
] as const)("exec hands $signal on to the command, and waits for its end", async ({ signal, code }) => {
  const script = `process.once("${signal}", () => setTimeout(() => process.exit(${code}), 50)); console.log("ready"); setInterval(() => {}, 1000);`;
  const standin = startStandin(["exec", "--", process.execPath, "--eval", script], { cwd: await makeTestFolder() });
  await expect.poll(() => standin.stdout(), { timeout: 10_000 }).toBe("ready\n");
  standin.kill(signal);
  expect(await standin.ended).toBe(code);
});

test("exec keeps the state where it is told to, and takes the port that it is told", async () => {
  const cwd = await makeTestFolder();
  const { code } = await runStandin(["exec", "--state", "kept.json", "--", "true"], {
    cwd,
    env: { STANDIN_PORT: "1" },
  });
  expect(code).toBe(0);
  await access(join(cwd, "kept.json"));
});

test("exec says when there is no such command, as a shell does", async () => {
  const cwd = await makeTestFolder();
  const missing = await runStandin(["exec", "--", "no-such-command"], { cwd });
  expect(missing).toMatchObject({ code: 127, stderr: "error: there is no command no-such-command\n" });
  await writeFile(join(cwd, "plain.txt"), "no program");
  expect(await runStandin(["exec", "--", "./plain.txt"], { cwd })).toMatchObject({ code: 126 });
});

test.each([
  { args: ["exec"], code: 2, told: "exec needs a command" },
  { args: ["exec", "npm", "test"], code: 2, told: "standin exec -- COMMAND" },
  { args: ["exec", "--api", "nothing", "--", "true"], code: 2, told: "there is no API nothing" },
  { args: ["exec", "--nothing", "--", "true"], code: 2, told: "exec has no option --nothing" },
])("$args is refused", async ({ args, code, told }) => {
  const ended = await runStandin(args, { cwd: await makeTestFolder() });
  expect(ended.code).toBe(code);
  expect(ended.stderr).toContain(told);
});
