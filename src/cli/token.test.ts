import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { loadApis } from "../adapters/load-apis.js";
import { createEmulator } from "../emulator/emulator.js";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";

const FASSPORT = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const HUB = "/api/embedded/v1/embed/01J0000000000000000000HVB1/users";

/** Prints a token and sends it to a stand-in that began with the same fixture; gives the status. */
async function judge(args: readonly string[], path: string, scheme = "Bearer", headers: Record<string, string> = {}) {
  const cwd = await makeTestFolder();
  const printed = await runStandin(["token", ...args], { cwd });
  expect(printed).toMatchObject({ code: 0, stderr: "" });
  expect(printed.stdout).toMatch(/^\S+\n$/);
  const { told } = await serveStandin(["--ephemeral"], { cwd });
  const response = await fetch(told.url + path, {
    headers: { authorization: `${scheme} ${printed.stdout.trim()}`, ...headers },
  });
  expect(await readdir(cwd)).toEqual([]);
  return response.status;
}

test.each([
  ["fassport", "admin", FASSPORT, "Bearer", {}, 200],
  ["fassport", "viewer", FASSPORT, "Bearer", {}, 200],
  // An institution that is not the caller's own is as good as not there.
  ["fassport", "stranger", FASSPORT, "Bearer", {}, 404],
  ["supervity", "ada", "/api/v1/integrations/me", "Bearer", {}, 200],
  ["supervity", "bob", "/api/v1/integrations/me", "Bearer", {}, 200],
  ["versori", "admin", `${HUB}/ada/activations`, "Bearer", {}, 200],
  ["versori", "ada", `${HUB}/ada/activations`, "JWT", {}, 200],
])("a token of %s for %s is accepted by a stand-in", async (api, principal, path, scheme, headers, status) => {
  expect(await judge(["--api", api, "--as", principal], path, scheme, headers)).toBe(status);
});

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
  expect(await judge(["--api", "fassport"], FASSPORT)).toBe(200);
});

test.each([
  ["one that is expired", ["--expired"]],
  ["one that ended already", ["--expires-in", "-5"]],
  ["one of a key that nobody knows", ["--wrong-key"]],
  ["one that does not hold yet", ["--not-before", "3600"]],
])("%s is refused", async (_what, args) => {
  expect(await judge(["--api", "fassport", ...args], FASSPORT)).toBe(401);
  expect(await judge(["--api", "supervity", ...args], "/api/v1/integrations/me")).toBe(401);
});

test("a wrong API key is refused", async () => {
  expect(await judge(["--api", "versori", "--wrong-key"], `${HUB}/ada/activations`)).toBe(401);
});

test("a token that began to hold and has not ended is accepted", async () => {
  expect(await judge(["--api", "fassport", "--not-before", "-60", "--expires-in", "600"], FASSPORT)).toBe(200);
});

test("a token is printed while another process has the state", async () => {
  const cwd = await makeTestFolder();
  await serveStandin([], { cwd });
  expect(await runStandin(["token", "--api", "fassport"], { cwd })).toMatchObject({ code: 0, stderr: "" });
});
