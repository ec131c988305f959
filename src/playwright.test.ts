import { expect, onTestFinished, test } from "vitest";
import { listen } from "./adapters/http-server.js";
import { loadApis } from "./adapters/load-apis.js";
import { createEmulator } from "./emulator/emulator.js";
import { runRunner } from "./testing/run-runner.js";

const HEAD = `
import { expect, createTest, test } from "standin/playwright";

const INTEGRATIONS = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const INBOX = { name: "Inbox", type: "Email", provider: "Gmail" };
`;

const PASSING = `${HEAD}
for (const name of ["One", "Two", "Three", "Four"]) {
  test(name + " never meets the others", async ({ standin, request }) => {
    const { headers } = await standin.credential("fassport.admin");
    const before = await (await request.get(INTEGRATIONS, { headers })).json();
    const created = await request.post(INTEGRATIONS, { headers, data: { ...INBOX, name } });
    expect(created.status()).toBe(200);
    const after = await (await request.get(INTEGRATIONS, { headers })).json();
    expect(after.map((each) => each.name)).toEqual([...before.map((each) => each.name), name]);
    await expect(standin).toHaveReceivedTimes("createIntegration", 1);
    await expect(standin).toHaveReceived("fassport.createIntegration", { body: { name: expect.any(String) }, principal: "admin" });
    await expect(standin).toHaveReceivedInOrder(["listIntegrations", "createIntegration", "listIntegrations"]);
    await expect(standin).not.toHaveReceived("deleteIntegration");
  });
}

test("a client that sets no header is told apart by its base URL", async ({ standin }) => {
  const { headers } = await standin.credential("fassport.admin");
  const base = standin.url("fassport");
  await fetch(base + INTEGRATIONS.replace("/api/v1", ""), { headers });
  await expect(standin).toHaveReceivedTimes("listIntegrations", 1);
});

test.describe("with headers of the user's own", () => {
  test.use({ extraHTTPHeaders: { "x-own": "kept" } });
  test("they are sent as well", async ({ standin, request }) => {
    await request.get(INTEGRATIONS);
    await expect(standin).toHaveReceived("listIntegrations", { headers: { "x-own": "kept" }, status: 401 });
  });
});

test.describe.serial("one after the other", () => {
  let first;
  test("a session is there during its test", async ({ standin, request }) => {
    first = standin.session;
    const { sessions } = await (await request.get("/__standin/sessions")).json();
    expect(sessions.map(({ name }) => name)).toContain(first);
  });
  test("and gone after it", async ({ request }) => {
    const { sessions } = await (await request.get("/__standin/sessions")).json();
    expect(sessions.map(({ name }) => name)).not.toContain(first);
  });
});

createTest({ seed: "empty" })("a test begins with the fixture that was asked for", async ({ standin, request }) => {
  const { headers } = await standin.credential("fassport.admin");
  expect(await (await request.get(INTEGRATIONS, { headers })).json()).toEqual([]);
});
`;

const FAILING = `${HEAD}
test("fails", async ({ standin, request }) => {
  const { headers } = await standin.credential("fassport.admin");
  await request.post(INTEGRATIONS, { headers, data: INBOX });
  await expect(standin).toHaveReceived("createIntegration", { body: { name: "Outbox" } });
});
`;

test("Playwright's tests each have a session of a stand-in that their worker makes", async () => {
  const { code, output } = await runRunner("playwright", { "own.spec.mjs": PASSING });
  expect(output).toContain("9 passed");
  expect(code).toBe(0);
}, 120_000);

test("Playwright's tests each have a session of the stand-in that STANDIN_URL names, and leave none behind", async () => {
  const emulator = createEmulator({ apis: await loadApis() });
  const server = await listen(emulator, { port: 0 });
  onTestFinished(server.close);
  const { code, output } = await runRunner("playwright", { "own.spec.mjs": PASSING }, { STANDIN_URL: server.url });
  expect(output).toContain("9 passed");
  expect(code).toBe(0);
  expect(emulator.sessions.list()).toEqual([]);
  expect(emulator.sessions.base.journal.list()).toEqual([]);
}, 120_000);

test("Playwright tells what was received in place of what was expected", async () => {
  const { code, output } = await runRunner("playwright", { "own.spec.mjs": FAILING });
  expect(code).toBe(1);
  expect(output).toContain("Expected: at least 1 request of fassport.createIntegration with");
  expect(output).toContain('body.name: expected "Outbox", received "Inbox"');
}, 120_000);
