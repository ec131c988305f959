import * as fc from "fast-check";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Recording } from "../control/recording-format.js";
import { randomTraffic, type Step } from "../testing/random-traffic.js";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";
import { sendRaw } from "../testing/send-raw.js";
import { sendTraffic } from "../testing/send-traffic.js";

const LIST = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const MAILBOX = { name: "Lending inbox", type: "Email", provider: "Gmail", config: {} };

function ask(as: string, method = "GET", path = LIST, body?: object | string): Step {
  return { kind: "request", method, path, as, ...(body !== undefined && { body }) };
}

/** Lets somebody use a stand-in that is served for it, and exports what it was asked to `recording.json` of a folder. */
async function record(cwd: string, use: (origin: string) => Promise<unknown>) {
  const { told } = await serveStandin(["--ephemeral"], { cwd });
  await use(told.url);
  const exported = await runStandin(["requests", "--export", "recording.json", "--url", told.url], { cwd });
  expect(exported, exported.stderr).toMatchObject({ code: 0 });
  const text = await readFile(join(cwd, "recording.json"), "utf8");
  return { ...exported, text, recording: JSON.parse(text) as Recording }; // as it was written
}

async function recordSteps(cwd: string, ...steps: Step[]) {
  return record(cwd, async (origin) => {
    for (const step of steps) await sendTraffic(origin, [step]);
  });
}

function replay(cwd: string, ...args: string[]) {
  return runStandin(["replay", "recording.json", ...args], { cwd });
}

test("1,000 random requests come out the same in a fresh process, to the letter", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(randomTraffic(), async (steps) => {
      const cwd = await makeTestFolder();
      const { recording } = await record(cwd, (origin) => sendTraffic(origin, steps));
      const { exchanges } = recording;
      expect(await replay(cwd)).toEqual({
        code: 0,
        stderr: "",
        stdout: expect.stringMatching(/\d exchanges, all the same$/m) as string,
      });
      // The proof is about nearly all of them, and about all that can happen.
      const unsent = exchanges.filter(({ notReplayable }) => notReplayable !== undefined);
      expect(unsent.length).toBeLessThan(exchanges.length / 50);
      expect(exchanges.length).toBeGreaterThanOrEqual(1000);
      expect(new Set(exchanges.map(({ session }) => session)).size).toBe(4);
      expect(new Set(exchanges.map(({ reply }) => reply.status)).size).toBeGreaterThan(5);
      expect(exchanges.filter(({ strikes }) => strikes).length).toBeGreaterThan(0);
    }),
    { numRuns: 1, endOnFailure: true },
  );
});

test("an answer that was changed in the recording is shown with what came in its place", async () => {
  const cwd = await makeTestFolder();
  const { text } = await recordSteps(
    cwd,
    ask("fassport.admin"),
    ask("fassport.admin", "POST", LIST, MAILBOX),
    ask("fassport.admin"),
  );
  const changed = JSON.parse(text) as { exchanges: { id: string; reply: { body: string } }[] }; // as it was written
  const [, second] = changed.exchanges;
  if (second) second.reply.body = second.reply.body.replace("Lending inbox", "Another inbox");
  await writeFile(join(cwd, "recording.json"), JSON.stringify(changed));

  const { code, stdout } = await replay(cwd);
  expect(code).toBe(1);
  expect(stdout).toContain(`${second?.id} (fassport.createIntegration) came out otherwise`);
  expect(stdout).toContain(`asked     POST ${LIST}`);
  expect(stdout).toMatch(/^ {2}body\n {4}recorded {2}.*Another inbox.*\n {4}came {6}.*Lending inbox/m);

  const json = (await replay(cwd, "--json")).stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as object); // an object a line
  expect(json).toMatchObject([
    { event: "difference", exchange: { id: second?.id }, differences: [{ point: "body" }] },
    { event: "replayed", exchanges: 2, same: false, notSent: 0 },
  ]);
});

test("a record of the start that was changed in the recording shows in the first answer that has it", async () => {
  const cwd = await makeTestFolder();
  const { text } = await recordSteps(
    cwd,
    ask("supervity.ada", "GET", "/api/v1/integrations/me"),
    ask("fassport.admin"),
  );
  await writeFile(join(cwd, "recording.json"), text.replace('"name": "Lending inbox"', '"name": "Boat inbox"'));
  const { code, stdout } = await replay(cwd);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^req-\d+ \(fassport.listIntegrations\) came out otherwise/);
  expect(stdout).toContain("Boat inbox");
});

test("a recording holds no credential and no secret, and is replayed without them", async () => {
  const cwd = await makeTestFolder();
  const { text, recording } = await recordSteps(
    cwd,
    ask("fassport.admin", "POST", LIST, { ...MAILBOX, config: { password: "told-to-nobody-1", folder: "in" } }),
    ask("fassport.admin"),
    ask("versori.admin", "GET", "/api/embedded/v1/activations/01J0000000000000000000ACT1"),
    ask("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.c2lnbmF0dXJl"),
    { ...ask("supervity.ada", "GET", "/api/v1/integrations/me"), kind: "request", carrier: "query" } as Step,
    {
      kind: "control",
      method: "PATCH",
      path: "/state/fassport/integrations/6790b2b1c3a84d0012e5f7a1",
      body: { config: { token: "told-to-nobody-2" } },
    },
    ask("fassport.admin"),
  );
  expect(text).not.toMatch(/told-to-nobody|eyJ|versori-demo-api-key|BEGIN|"d": "(?!\[REDACTED\])/);
  expect(recording.exchanges.map(({ principal }) => principal)).toEqual([
    "admin",
    "admin",
    "admin",
    undefined,
    "ada",
    "admin",
  ]);
  expect(recording.exchanges.map(({ reply }) => reply.status)).toEqual([200, 200, 200, 401, 200, 200]);
  expect(Object.keys(recording.states)).toHaveLength(1);
  expect(await replay(cwd)).toMatchObject({ code: 0, stdout: "6 exchanges, all the same\n" });
});

test("what depends on a secret is told by the recording, and not sent again", async () => {
  const cwd = await makeTestFolder();
  const { stderr, recording } = await recordSteps(
    cwd,
    ask("fassport.admin"),
    ask("fassport.admin", "POST", LIST, '{"password":hush}'),
  );
  const reason = "its answer depends on what was redacted in it";
  expect(JSON.stringify(recording)).not.toContain("hush");
  expect(recording.exchanges[1]?.notReplayable).toBe(reason);
  expect(stderr).toContain(`will not be sent again: ${reason}`);
  const { code, stdout } = await replay(cwd);
  expect(code).toBe(0);
  expect(stdout).toContain(`was not sent: ${reason}\n1 exchanges, all the same`);
});

test("what no API ever saw because it was broken as HTTP is not sent again", async () => {
  const cwd = await makeTestFolder();
  const { recording } = await record(cwd, async (origin) => {
    const head = `GET ${LIST} HTTP/1.1\r\nHost: a\r\nExpect: a-miracle\r\nConnection: close\r\n\r\n`;
    await sendRaw({ port: Number(new URL(origin).port), chunks: [head] });
    await sendTraffic(origin, [ask("fassport.viewer")]);
  });
  expect(recording.exchanges.map(({ reply }) => reply.status)).toEqual([417, 200]);
  expect(recording.exchanges[0]?.notReplayable).toMatch(/^it was broken as HTTP/);
  expect(await replay(cwd)).toMatchObject({ code: 0 });
});

test("a recording whose beginning was forgotten begins with what is left", async () => {
  const cwd = await makeTestFolder();
  const { stderr, recording } = await record(cwd, async (origin) => {
    await sendTraffic(origin, [ask("fassport.admin", "POST", LIST, MAILBOX)]);
    await sendTraffic(
      origin,
      Array.from({ length: 1000 }, () => ask("nobody")),
    );
  });
  expect(recording).toMatchObject({ forgotten: 1 });
  expect(recording.exchanges).toHaveLength(1000);
  expect(stderr).toContain("1 older requests are forgotten; the recording begins after them");
  expect(await replay(cwd)).toMatchObject({ code: 0, stdout: "1000 exchanges, all the same\n" });
});

test("a recording of one session has nothing of the others", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral"], { cwd });
  await sendTraffic(told.url, [ask("fassport.admin")]);
  await sendTraffic(told.url, [{ ...ask("fassport.viewer"), session: "mine" }]);
  const args = ["requests", "--session", "mine", "--export", "recording.json", "--url", told.url];
  expect(await runStandin(args, { cwd })).toMatchObject({ code: 0, stdout: "wrote 1 exchanges to recording.json\n" });
  expect(await replay(cwd)).toMatchObject({ code: 0, stdout: "1 exchanges, all the same\n" });
});

test("a recording of nothing proves nothing", async () => {
  const cwd = await makeTestFolder();
  await recordSteps(cwd);
  const { code, stderr } = await replay(cwd);
  expect(code).toBe(1);
  expect(stderr).toContain("no exchange that can be sent again");
});

test.each([
  { about: "no file", args: ["replay"], code: 2, told: "replay needs a recording" },
  { about: "a file that is not there", args: ["replay", "none.json"], code: 1, told: "none.json can't be replayed" },
  { about: "a file that is no recording", args: ["replay", "other.json"], code: 1, told: "its formatVersion is null" },
  { about: "two files", args: ["replay", "a", "b"], code: 2, told: 'takes no argument "b"' },
])("replay of $about is refused", async ({ args, code, told }) => {
  const cwd = await makeTestFolder();
  await writeFile(join(cwd, "other.json"), "{}");
  const ended = await runStandin(args, { cwd });
  expect(ended.code).toBe(code);
  expect(ended.stderr).toContain(told);
});
