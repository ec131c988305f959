import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { loadApis } from "../adapters/load-apis.js";
import { createEmulator } from "../emulator/emulator.js";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";

const FASSPORT = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const ME = "/api/v1/integrations/me";
const ACTIVATIONS = "/api/embedded/v1/embed/01J0000000000000000000HVB1/users/ada/activations";

/** Prints tokens and sends each to a stand-in that began with the same fixture; gives the statuses. */
async function judge(...sent: readonly (readonly [args: readonly string[], path: string])[]): Promise<number[]> {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral"], { cwd });
  const judged = sent.map(async ([args, path]) => {
    const printed = await runStandin(["token", ...args], { cwd });
    expect(printed).toMatchObject({ code: 0, stderr: "" });
    expect(printed.stdout).toMatch(/^\S+\n$/);
    const headers = { authorization: `Bearer ${printed.stdout.trim()}` };
    return (await fetch(told.url + path, { headers })).status;
  });
  const statuses = await Promise.all(judged);
  expect(await readdir(cwd)).toEqual([]);
  return statuses;
}

test("every principal of the fixtures has a token that is accepted", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral"], { cwd });
  for (const { api, collections } of (await loadApis()).flatMap(({ fixtures }) => fixtures["demo"] ?? [])) {
    for (const principal of collections["principals"] ?? []) {
      const as = JSON.stringify(principal["name"]).slice(1, -1);
      const printed = await runStandin(["token", "--api", api, "--as", as], { cwd });
      const issued = await createEmulator({ apis: await loadApis([api]) }).issueCredential(api, { as });
      const carried = Object.entries(issued.headers).map(([name, value]): [string, string] => [
        name,
        value.replace(issued.credential, printed.stdout.trim()),
      ]);
      const path = new URL(told.apis[api]?.curl?.split("'").at(-2) ?? "").pathname;
      const { status } = await fetch(told.url + path, { headers: Object.fromEntries(carried) });
      // Who may not see the record that is asked for is told so, but has been recognised.
      expect([200, 403, 404], `${api} ${as}`).toContain(status);
    }
  }
});

test("without a principal the token is the first one's", async () => {
  expect(await judge([["--api", "fassport"], FASSPORT])).toEqual([200]);
});

test.each([
  ["one that is expired", ["--expired"]],
  ["one that ended already", ["--expires-in", "-5"]],
  ["one of a key that nobody knows", ["--wrong-key"]],
  ["one that does not hold yet", ["--not-before", "3600"]],
])("%s is refused", async (_what, args) => {
  const supervity = ["--api", "supervity", ...args];
  expect(await judge([["--api", "fassport", ...args], FASSPORT], [supervity, ME])).toEqual([401, 401]);
});

test("a wrong API key is refused", async () => {
  const [wrong, right] = [
    ["--api", "versori", "--wrong-key"],
    ["--api", "versori"],
  ];
  expect(await judge([wrong, ACTIVATIONS], [right, ACTIVATIONS])).toEqual([401, 200]);
});

test("a token that began to hold and has not ended is accepted", async () => {
  const args = ["--api", "fassport", "--not-before", "-60", "--expires-in", "600"];
  expect(await judge([args, FASSPORT])).toEqual([200]);
});

test("a token is printed while another process has the state", async () => {
  const cwd = await makeTestFolder();
  await serveStandin([], { cwd });
  expect(await runStandin(["token", "--api", "fassport"], { cwd })).toMatchObject({ code: 0, stderr: "" });
});
