import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { expect, onTestFinished, test } from "vitest";
import { createTestEmulator, type TestEmulatorOptions } from "../testing/test-emulator.js";
import { toMswHandlers, type MswHandlersOptions } from "./msw-handlers.js";

const FASSPORT = "https://app.fassport.co/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration";
const VERSORI = "https://platform.versori.com/api/embedded/v1";

test("Fassport answers at its real host, and keeps what is created", async () => {
  const { headers } = await intercept("fassport.admin");
  const created = await fetch(`${FASSPORT}/`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ name: "in process", type: "Email", provider: "Gmail" }),
  });
  expect(created.status).toBe(200);
  expect(created.headers.get("x-standin-operation")).toBe("fassport.createIntegration");
  const listed = await fetch(`${FASSPORT}/`, { headers });
  expect(await listed.json()).toContainEqual(await created.json());
});

test.each(["https://auto.supervity.ai", "https://auto-workflow-api.supervity.ai"])(
  "Supervity answers at its real host %s",
  async (origin) => {
    const { headers } = await intercept("supervity.ada");
    const response = await fetch(`${origin}/api/v1/integrations/me`, { headers });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-standin-operation")).toBe("supervity.getMyIntegrations");
  },
);

test.each([VERSORI, "https://platform-staging.versori.com/api/embedded/v1", "http://localhost:8950/embedded/v1"])(
  "Versori answers at its documented server %s",
  async (server) => {
    const { headers } = await intercept("versori.admin");
    const response = await fetch(`${server}/embed/01J0000000000000000000HVB1/users/ada/activations`, { headers });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-standin-operation")).toBe("versori.ListEndUserActivations");
  },
);

test.each([FASSPORT, `${FASSPORT}/`, `${FASSPORT}?a=b`, `${FASSPORT}/?a=b#c`])(
  "%s is the list of integrations",
  async (url) => {
    const { headers } = await intercept("fassport.admin");
    const response = await fetch(url, { headers });
    expect(response.headers.get("x-standin-operation")).toBe("fassport.listIntegrations");
  },
);

test("HEAD is answered as GET is, without the body", async () => {
  const { headers } = await intercept("fassport.admin");
  const response = await fetch(`${FASSPORT}/`, { method: "HEAD", headers });
  expect(response.status).toBe(200);
  expect(response.headers.get("x-standin-operation")).toBe("fassport.listIntegrations");
  expect(await response.text()).toBe("");
});

test("OPTIONS and methods that a path does not take are answered at the real host", async () => {
  await intercept("fassport.admin");
  const options = await fetch(`${FASSPORT}/`, { method: "OPTIONS" });
  expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS, POST"]);
  const patch = await fetch(`${FASSPORT}/`, { method: "PATCH" });
  expect([patch.status, patch.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS, POST"]);
});

test.each([
  ["https://app.fassport.co/nowhere", { name: "Not Found", status: 404 }],
  ["https://auto.supervity.ai/", { error: expect.any(String) as unknown }],
  [`${VERSORI}/nowhere`, { code: expect.any(String) as unknown }],
  ["https://platform.versori.com/elsewhere", { code: expect.any(String) as unknown }],
])("%s, which nobody documents, is answered 404 in its API's words and never asked for", async (url, body) => {
  await intercept("fassport.admin");
  const response = await fetch(url);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject(body);
});

test("a path of one API is nothing at the host of another", async () => {
  const { headers } = await intercept("fassport.admin");
  const response = await fetch(FASSPORT.replace("app.fassport.co", "auto.supervity.ai"), { headers });
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({ error: "Not Found" });
});

test("a path that is badly encoded is answered 400, not thrown at the test", async () => {
  const { headers } = await intercept("fassport.admin");
  const response = await fetch(`${FASSPORT}/%zz`, { headers });
  expect(response.status).toBe(400);
});

test("the control API and other servers of this machine are left alone", async () => {
  const handlers = toMswHandlers(await createTestEmulator());
  for (const url of ["http://localhost:8950/other", "http://localhost/__standin/health"]) {
    const found = await Promise.all(handlers.map(async (handler) => handler.test({ request: new Request(url) })));
    expect(found).not.toContain(true);
  }
});

test("one operation can be overridden, and the others stay", async () => {
  const { server, headers } = await intercept("fassport.admin");
  server.use(http.get(`${FASSPORT}/:id`, () => HttpResponse.json({ overridden: true })));
  const read = await fetch(`${FASSPORT}/6790b2b1c3a84d0012e5f7a1`, { headers });
  expect(await read.json()).toEqual({ overridden: true });
  const listed = await fetch(`${FASSPORT}/`, { headers });
  expect(listed.headers.get("x-standin-operation")).toBe("fassport.listIntegrations");
});

test("an API that is mounted elsewhere still answers at its real host", async () => {
  const { headers } = await intercept("fassport.admin", {}, { mounts: { fassport: "/prefix" } });
  const response = await fetch(`${FASSPORT}/`, { headers });
  expect(response.status).toBe(200);
});

test("only the APIs that are asked for are intercepted", async () => {
  const { server } = await intercept("fassport.admin", { apis: ["fassport"] });
  const patterns = server
    .listHandlers()
    .map((handler) => ("info" in handler && "path" in handler.info ? String(handler.info.path) : ""));
  expect(patterns.length).toBeGreaterThan(0);
  expect(patterns.every((pattern) => pattern.includes("fassport"))).toBe(true);
});

test("there is a handler for each operation at each of its servers", async () => {
  const emulator = await createTestEmulator();
  const handlers = toMswHandlers(emulator);
  const servers = new Map(
    emulator.apis.map(({ name, document }) => [name, document.servers.filter((url) => URL.canParse(url))]),
  );
  for (const { name, document } of emulator.apis) {
    for (const { method, pathTemplate } of document.operations) {
      for (const server of servers.get(name) ?? []) {
        const url = server + pathTemplate.replaceAll(/\{[^{}]+\}/g, "x");
        const own = handlers.filter(
          ({ info }) => info.method === method && info.path instanceof RegExp && info.path.test(url),
        );
        expect(own, `${method} ${url}`).toHaveLength(1);
      }
    }
  }
});

test("a body that breaks off while it is sent is answered 400, and nothing is done for it", async () => {
  const { emulator, headers } = await intercept("fassport.admin");
  const before = emulator.freeze();
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode("{")),
    pull: (controller) => controller.error(new Error("the sender is gone")),
  });
  const handler = toMswHandlers(emulator).find(({ info }) => info.method === "POST");
  const request = new Request(`${FASSPORT}/`, { method: "POST", headers, body, duplex: "half" } as RequestInit);
  const result = await handler?.run({ request, requestId: "1" });
  expect(result?.response?.status).toBe(400);
  expect(emulator.freeze()).toEqual(before);
});

async function intercept(as: string, handlers: MswHandlersOptions = {}, options: TestEmulatorOptions = {}) {
  const emulator = await createTestEmulator(options);
  const server = setupServer(...toMswHandlers(emulator, handlers));
  server.listen({ onUnhandledRequest: "error" });
  onTestFinished(() => server.close());
  const [api = "", principal] = as.split(".");
  const { headers } = await emulator.issueCredential(api, { as: principal });
  return { emulator, server, headers };
}
