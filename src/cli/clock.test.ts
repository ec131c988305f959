import { expect, test } from "vitest";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";

async function serve() {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral"], { cwd });
  return (...args: string[]) => runStandin(["clock", ...args], { cwd, env: { STANDIN_URL: told.url } });
}

test("the clock is stopped, moved and let run again", async () => {
  const clock = await serve();
  expect(await clock()).toMatchObject({ code: 0, stdout: expect.stringMatching(/runs with real time\n$/) as string });
  expect((await clock("freeze", "2026-01-15T12:00:00Z")).stdout).toBe("2026-01-15T12:00:00.000Z, stopped\n");
  expect((await clock("advance", "90s")).stdout).toBe("2026-01-15T12:01:30.000Z, stopped\n");
  expect((await clock("advance", "PT1H")).stdout).toBe("2026-01-15T13:01:30.000Z, stopped\n");
  expect((await clock("advance", "1d2h")).stdout).toBe("2026-01-16T15:01:30.000Z, stopped\n");
  expect((await clock("advance", "--", "-5m")).stdout).toBe("2026-01-16T14:56:30.000Z, stopped\n");
  expect((await clock("show", "--json")).stdout).toBe(
    '{"event":"clock","now":"2026-01-16T14:56:30.000Z","frozen":true}\n',
  );
  expect((await clock("run")).stdout).toMatch(/runs with real time\n$/);
  expect((await clock("advance", "2h")).stdout).toMatch(/runs 2h ahead of real time\n$/);
  expect((await clock("freeze")).stdout).toMatch(/^20.*stopped\n$/);
});

test("a session has a clock of its own", async () => {
  const clock = await serve();
  await clock("freeze", "2026-01-15T12:00:00Z", "--session", "mine");
  expect((await clock()).stdout).toMatch(/runs with real time/);
  expect((await clock("--session", "mine")).stdout).toBe("2026-01-15T12:00:00.000Z, stopped\n");
});

test.each([
  { args: ["stop"], told: 'clock can\'t "stop"' },
  { args: ["advance"], told: "clock advance needs a duration" },
  { args: ["advance", "soon"], told: '"soon" is no duration' },
  { args: ["freeze", "yesterday"], told: '"yesterday" is no instant' },
  { args: ["freeze", "2026-01-15"], told: '"2026-01-15" is no instant' },
  { args: ["run", "now"], told: 'clock run takes no argument "now"' },
  { args: ["show", "--session", "a b"], told: "--session can't be" },
])("clock $args is refused before anything is asked", async ({ args, told }) => {
  const { code, stderr } = await runStandin(["clock", ...args], { cwd: await makeTestFolder() });
  expect(code).toBe(2);
  expect(stderr).toContain(told);
});
