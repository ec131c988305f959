import { expect, test } from "vitest";
import { makeTestFolder, runStandin, serveStandin, startStandin } from "../testing/run-standin.js";

const LIST = "/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";

async function serve() {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral"], { cwd });
  const { url, headers } = { ...told.apis["fassport"] };
  const json = { ...headers, "content-type": "application/json" };
  const body = JSON.stringify({ name: "Inbox", type: "Email", provider: "Gmail", config: {} });
  return {
    cwd,
    url: told.url,
    requests: (...args: string[]) => runStandin(["requests", ...args, "--url", told.url], { cwd }),
    list: async (more: Record<string, string> = {}) => fetch(`${url}${LIST}`, { headers: { ...headers, ...more } }),
    create: async () => fetch(`${url}${LIST}`, { method: "POST", headers: json, body }),
    stray: async () => fetch(`${told.url}/nothing`),
  };
}

/** Of exchanges that are told as JSON, one object a line. */
function listOperations(text: string): string[] {
  const lines = text.trimEnd().split("\n");
  return lines.map((line) => (JSON.parse(line) as { operation: string }).operation); // as documented
}

test("requests shows a table of what was asked and how it was answered", async () => {
  const { requests, list, create, stray } = await serve();
  expect(await requests()).toMatchObject({ code: 0, stdout: "nothing was asked\n" });
  await list();
  await create();
  await stray();
  await list({ prefer: "code=404" });
  const [head, ...rows] = (await requests()).stdout.trimEnd().split("\n");
  expect(head?.split(/ +/)).toEqual([
    "ID",
    "STATUS",
    "OPERATION",
    "EVIDENCE",
    "PRINCIPAL",
    "CHANGES",
    "METHOD",
    "PATH",
  ]);
  const path = `/api/v1${LIST}`;
  expect(rows.map((row) => row.split(/ +/).slice(1))).toEqual([
    ["200", "fassport.listIntegrations", "assumed", "admin", "-", "GET", path],
    ["200", "fassport.createIntegration", "assumed", "admin", "1", "POST", path],
    ["404", "-", "assumed", "-", "-", "GET", "/nothing"],
    ["404", "fassport.listIntegrations", "injected", "-", "-", "GET", path],
  ]);
});

test("requests can be filtered, limited, and told as JSON, one object a line", async () => {
  const { requests, list, create } = await serve();
  await list();
  await create();
  await list();
  expect(listOperations((await requests("--json")).stdout)).toEqual([
    "fassport.listIntegrations",
    "fassport.createIntegration",
    "fassport.listIntegrations",
  ]);
  expect(listOperations((await requests("--json", "--operation", "fassport.createIntegration")).stdout)).toHaveLength(
    1,
  );
  expect(listOperations((await requests("--json", "--limit", "2")).stdout)).toEqual([
    "fassport.createIntegration",
    "fassport.listIntegrations",
  ]);
  expect((await requests("--status", "500")).stdout).toBe("nothing was asked\n");
});

test("requests --clear forgets them, of the session that is named alone", async () => {
  const { requests, list } = await serve();
  await list();
  await list({ "x-standin-session": "mine" });
  expect(await requests("--clear", "--session", "mine")).toMatchObject({ code: 0, stdout: "forgot 1 requests\n" });
  expect((await requests("--session", "mine")).stdout).toBe("nothing was asked\n");
  expect((await requests()).stdout).toContain("fassport.listIntegrations");
});

test("requests --follow goes on with what is asked, until it is interrupted", async () => {
  const { cwd, url, list, stray } = await serve();
  await list();
  const following = startStandin(["requests", "--follow", "--url", url], { cwd });
  await expect.poll(() => following.stdout(), { timeout: 10_000 }).toContain("listIntegrations");
  await stray();
  await expect.poll(() => following.stdout(), { timeout: 10_000 }).toContain("/nothing");
  expect(following.stdout().split("\n")).toHaveLength(4);
  following.kill("SIGINT");
  expect(await following.ended).toBe(130);
});

test("requests --follow ends when the stand-in does", async () => {
  const cwd = await makeTestFolder();
  const standin = await serveStandin(["--ephemeral"], { cwd });
  const following = startStandin(["requests", "--follow", "--url", standin.told.url], { cwd });
  await expect.poll(() => following.stdout(), { timeout: 10_000 }).toContain("nothing was asked");
  standin.kill("SIGTERM");
  expect(await following.ended).toBe(1);
  expect(following.stderr()).toContain("is gone");
});

test("what excludes each other is refused, and so is a place where no stand-in is", async () => {
  const cwd = await makeTestFolder();
  expect(await runStandin(["requests", "--follow", "--clear"], { cwd })).toMatchObject({ code: 2 });
  expect(await runStandin(["requests", "--limit", "0"], { cwd })).toMatchObject({ code: 2 });
  const nowhere = await runStandin(["requests", "--url", "http://127.0.0.1:9"], { cwd });
  expect(nowhere.code).toBe(1);
  expect(nowhere.stderr).toContain("no stand-in answers at http://127.0.0.1:9");
});
