import { afterAll, describe, test as testPlainly } from "vitest";
import { listen } from "./adapters/http-server.js";
import { loadApis } from "./adapters/load-apis.js";
import { createEmulator } from "./emulator/emulator.js";
import { openTestServer } from "./test-kit/test-server.js";
import { runRunner } from "./testing/run-runner.js";
import { createTest, test as testByDefault, type Standin } from "./vitest.js";

const emulator = createEmulator({ apis: await loadApis() });
const server = await listen(emulator, { port: 0 });
afterAll(() => server.close());

const INTEGRATIONS = "/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const INBOX = { name: "Inbox", type: "Email", provider: "Gmail" };

const maker = { name: "maker", from: undefined, keep: false };
const admin = await emulator.issueCredential("fassport");
await emulator.fetch(`/api/v1${INTEGRATIONS}`, {
  method: "POST",
  headers: { ...admin.headers, "content-type": "application/json", "x-standin-session": maker.name },
  body: JSON.stringify({ ...INBOX, name: "Outbox" }),
});
await emulator.snapshots.take("with-outbox", emulator.sessions.enter(maker));
await emulator.sessions.remove(maker.name);

/** As a client does that has a fetch of its own and sets no header of ours. */
async function create(standin: Standin, body: object): Promise<Response> {
  const { headers } = await standin.credential("fassport.admin");
  return fetch(`${standin.url("fassport")}${INTEGRATIONS}`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** As a client does that is given the test's fetch, and believes to speak to the real API. */
async function listNames(standin: Standin): Promise<string[]> {
  const { headers } = await standin.credential("fassport.admin");
  const response = await standin.fetch(`https://app.fassport.co/api/v1${INTEGRATIONS}`, { headers });
  const found = (await response.json()) as { name: string }[]; // as the document says
  return found.map(({ name }) => name);
}

async function listSessions(standin: Standin): Promise<string[]> {
  const response = await standin.fetch("/__standin/sessions");
  const { sessions } = (await response.json()) as { sessions: { name: string }[] }; // as the document says
  return sessions.map(({ name }) => name);
}

/** Resolves when so many have come, so that what they do then overlaps. */
function createMeeting(size: number): () => Promise<void> {
  const waiting: (() => void)[] = [];
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === size) for (const go of waiting.splice(0)) go();
    });
}

describe.each([
  ["in process", testByDefault],
  ["against a server", createTest({ url: `${server.url}/` })],
])("%s", (_where, test) => {
  const meet = createMeeting(3);
  const names = ["One", "Two", "Three"];
  for (const name of names) {
    test.concurrent(`${name} of three tests at once never meets the others`, async ({ standin, expect }) => {
      const before = await listNames(standin);
      await standin.clock.freeze(`2030-01-0${names.indexOf(name) + 1}T00:00:00Z`);
      if (name === "One") await standin.faults.arm({ operation: "getIntegration", effect: { kind: "reset" } });
      await meet();
      expect((await create(standin, { ...INBOX, name })).status).toBe(200);
      await meet();
      expect(await listNames(standin)).toEqual([...before, name]);
      expect((await standin.clock.now()).toISOString()).toBe(`2030-01-0${names.indexOf(name) + 1}T00:00:00.000Z`);
      expect(await standin.faults.list()).toHaveLength(name === "One" ? 1 : 0);
      await expect(standin).toHaveReceivedTimes("createIntegration", 1);
      await expect(standin).toHaveReceived("createIntegration", { body: { name } });
    });
  }

  const sessions: string[] = [];
  test("a test has a session that is named for it", async ({ standin, expect }) => {
    sessions.push(standin.session);
    expect(standin.session).toMatch(/^a-test-has-a-session-that-is-named-for-it-[0-9a-f]{8}-[0-9a-f]{4}$/);
    expect(await listSessions(standin)).toContain(standin.session);
  });

  test("the session is gone after the test", async ({ standin, expect }) => {
    expect(sessions).toHaveLength(1);
    expect(await listSessions(standin)).toEqual([standin.session]);
  });

  test("a test that removes its session itself is no worse for it", async ({ standin, expect }) => {
    const removal = await standin.fetch(`/__standin/sessions/${standin.session}`, { method: "DELETE" });
    expect(removal.status).toBe(200);
  });

  test("credentials are those of the principal and of the session's clock", async ({ standin, expect }) => {
    await standin.clock.freeze("2030-01-01T00:00:00Z");
    const viewer = await standin.credential("fassport.viewer", { expiresIn: 60 });
    expect(viewer).toMatchObject({ principal: "viewer", headers: { authorization: `Bearer ${viewer.credential}` } });
    const look = () => standin.fetch(`/api/v1${INTEGRATIONS}`, { headers: viewer.headers });
    expect((await look()).status).toBe(200);
    expect(await standin.clock.advance("PT2M")).toEqual(new Date("2030-01-01T00:02:00Z"));
    expect((await look()).status).toBe(401);
    expect((await standin.credential("fassport")).principal).toBe("admin");
    await expect(standin.credential("fassport.nobody")).rejects.toThrow(/nobody.*admin/s);
  });

  test("a clock that was stopped runs again", async ({ standin, expect }) => {
    const stopped = await standin.clock.freeze();
    expect(await standin.clock.advance(1500)).toEqual(new Date(stopped.getTime() + 1500));
    expect(await standin.clock.now()).toEqual(new Date(stopped.getTime() + 1500));
    await standin.clock.freeze("2001-01-01T00:00:00Z");
    expect((await standin.clock.run()).getFullYear()).toBeGreaterThan(2020);
  });

  test("an armed fault strikes, is told, and is disarmed", async ({ standin, expect }) => {
    const which = { kind: "first", count: 1 } as const;
    const fault = await standin.faults.arm({
      operation: "createIntegration",
      effect: { kind: "status", status: 503 },
      which,
    });
    expect(fault).toMatchObject({ operation: "fassport.createIntegration", seen: 0 });
    expect((await create(standin, INBOX)).status).toBe(503);
    expect((await create(standin, INBOX)).status).toBe(200);
    expect(await standin.faults.list()).toMatchObject([{ id: fault.id, struck: 1 }]);
    const [first] = await standin.requests("createIntegration");
    expect(first).toMatchObject({ injected: { by: "fault" }, evidence: null, reply: { status: 503 }, changes: [] });
    await standin.faults.disarm(fault.id);
    expect(await standin.faults.list()).toEqual([]);
  });

  test("a reset forgets records and not the journal", async ({ standin, expect }) => {
    const before = await listNames(standin);
    await create(standin, INBOX);
    await standin.reset();
    expect(await listNames(standin)).toEqual(before);
    await standin.reset("empty");
    expect(await listNames(standin)).toEqual([]);
    await expect(standin).toHaveReceived("createIntegration");
    await expect(standin.reset("none-such")).rejects.toThrow("none-such");
  });

  test("the header alone isolates as well", async ({ standin, expect }) => {
    const { headers } = await standin.credential("fassport");
    await fetch(`${standin.origin}/api/v1${INTEGRATIONS}`, { headers: { ...headers, ...standin.headers } });
    expect((await standin.requests()).map(({ operation }) => operation)).toEqual(["fassport.listIntegrations"]);
  });

  test("a request object with a body is sent as it is", async ({ standin, expect }) => {
    const { headers } = await standin.credential("fassport");
    const body = JSON.stringify(INBOX);
    const sent = { ...headers, "content-type": "application/json" };
    const request = new Request(`https://app.fassport.co/api/v1${INTEGRATIONS}?a=1&a=2`, {
      method: "POST",
      headers: sent,
      body,
    });
    const { fetch: send } = standin;
    expect((await send(request)).status).toBe(200);
    const [exchange] = await standin.requests();
    expect(exchange).toMatchObject({
      params: { a: ["1", "2"], institutionId: "0f9c0b0b4f0c6b0017f0e3b1" },
      request: { method: "POST", body: INBOX, headers: { "content-type": "application/json" } },
      changes: [{ collection: "fassport.integrations", after: { name: "Inbox" } }],
    });
  });
});

const testOnRunning = createTest({ url: server.url });
testOnRunning(
  "an API or an operation that there is not is refused with those that there are",
  async ({ standin, expect }) => {
    expect(() => standin.url("fasport")).toThrow(/no API "fasport"; did you mean fassport\?.*supervity/);
    await expect(standin.requests("createIntegratoin")).rejects.toThrow("did you mean createIntegration?");
    await expect(standin.requests("getHealth")).rejects.toThrow('no operation "getHealth"');
  },
);

const testEmpty = createTest({ url: server.url, seed: "empty" });
testEmpty("a test begins with the fixture that was asked for", async ({ standin, expect }) => {
  expect(await listNames(standin)).toEqual([]);
});

const testFromSnapshot = createTest({ url: server.url, from: "with-outbox" });
testFromSnapshot("a test begins with the snapshot that was asked for", async ({ standin, expect }) => {
  expect(await listNames(standin)).toContain("Outbox");
});

const testOwn = createTest({
  emulator: async () => createEmulator({ apis: await loadApis(["supervity"]), mounts: { supervity: "/auto" } }),
});
testOwn("a test may have a stand-in of its own making", async ({ standin, expect }) => {
  expect(standin.url("supervity")).toBe(`${standin.origin}/__standin/s/${standin.session}/auto`);
});

const OWN = `
import { describe } from "vitest";
import { expect, test } from "standin/vitest";

describe.concurrent("at once", () => {
  for (const name of ["One", "Two", "Three", "Four"]) {
    test(name, async ({ standin, expect }) => {
      await standin.fetch("/api/v1${INTEGRATIONS}?name=" + name);
      await expect(standin).toHaveReceivedTimes("listIntegrations", 1, { params: { name }, status: 401 });
    });
  }
});
`;

testPlainly(
  "Vitest's tests use the stand-in that STANDIN_URL names, and leave no session behind",
  async ({ expect }) => {
    const { code, output } = await runRunner("vitest", { "own.test.js": OWN }, { STANDIN_URL: server.url });
    expect(output).toContain("4 passed");
    expect(code).toBe(0);
    expect(emulator.sessions.list()).toEqual([]);
    expect(emulator.sessions.base.journal.list()).toEqual([]);
  },
  60_000,
);

testPlainly(
  "Vitest's tests say so when no stand-in answers at STANDIN_URL",
  async ({ expect }) => {
    // Nobody may listen on this port but the system.
    const { code, output } = await runRunner("vitest", { "own.test.js": OWN }, { STANDIN_URL: "http://127.0.0.1:2" });
    expect(code).toBe(1);
    expect(output).toContain("No stand-in answers at http://127.0.0.1:2; start one with standin serve");
  },
  60_000,
);

testPlainly(
  "a matcher that nobody waits for fails the run all the same",
  async ({ expect }) => {
    const forgetful = `
    import { expect, test } from "standin/vitest";
    test("forgets to wait", ({ standin }) => void expect(standin).toHaveReceived("listIntegrations"));
  `;
    const { code, output } = await runRunner("vitest", { "own.test.js": forgetful }, { STANDIN_URL: server.url });
    expect(code).toBe(1);
    expect(output).toContain("Expected: at least 1 request of fassport.listIntegrations");
  },
  60_000,
);

testPlainly(
  "Vitest's tests send the control token that their surroundings have",
  async ({ expect }) => {
    const guarded = await listen(createEmulator({ apis: await loadApis(), controlToken: "let me in" }), { port: 0 });
    try {
      const env = { STANDIN_URL: guarded.url, STANDIN_CONTROL_TOKEN: "let me in" };
      expect((await runRunner("vitest", { "own.test.js": OWN }, env)).output).toContain("4 passed");
      const { output } = await runRunner("vitest", { "own.test.js": OWN }, { ...env, STANDIN_CONTROL_TOKEN: "or not" });
      expect(output).toContain("The stand-in refused GET /routes with 401");
    } finally {
      await guarded.close();
    }
  },
  60_000,
);

testPlainly("a stand-in has a url or is made, not both", async ({ expect }) => {
  await expect(openTestServer({ url: server.url, emulator: () => emulator })).rejects.toThrow("not both");
});
