import { setupServer } from "msw/node";
import { expect, onTestFinished, test, vi } from "vitest";
import type { FaultEffect } from "../emulator/fault.js";
import type { PlainReply } from "../emulator/message.js";
import { createFeed } from "../testing/create-feed.js";
import { createTestEmulator } from "../testing/test-emulator.js";
import { toMswHandlers } from "./msw-handlers.js";

const INTEGRATIONS = "https://app.fassport.co/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";

test("a reset is a network error", async () => {
  const { headers } = await intercept({ kind: "reset" });
  await expect(fetch(INTEGRATIONS, { headers })).rejects.toThrow(TypeError);
});

test("what was done before a reset stays done, and is journaled once", async () => {
  const { emulator, headers } = await intercept({ kind: "reset" });
  const body = JSON.stringify({ name: "Lost and found", type: "Email", provider: "Gmail" });
  const init = { method: "POST", headers: { ...headers, "content-type": "application/json" }, body };
  await expect(fetch(INTEGRATIONS, init)).rejects.toThrow(TypeError);
  expect(JSON.stringify(emulator.freeze().collections["fassport.integrations"])).toContain("Lost and found");
  expect(emulator.sessions.base.journal.list()).toHaveLength(1);
});

test("a truncated body fails where it is read", async () => {
  const { headers } = await intercept({ kind: "truncate", bytes: 7 });
  const response = await fetch(INTEGRATIONS, { headers });
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow(TypeError);
});

test("a slow body comes whole", async () => {
  const { emulator, headers } = await intercept({ kind: "slow", bytes: 100, milliseconds: 1 });
  const slow: unknown = await (await fetch(INTEGRATIONS, { headers })).json();
  emulator.sessions.base.faults.disarm();
  expect(slow).toEqual(await (await fetch(INTEGRATIONS, { headers })).json());
});

test("a stream's pieces come as they are made, until the request is aborted", async () => {
  const feed = createFeed();
  const stream = async () => ({ status: 200, headers: {}, body: undefined, stream: feed });
  await intercept({ kind: "reset" }, stream);
  const abort = new AbortController();
  const reader = (await fetch(INTEGRATIONS, { signal: abort.signal })).body?.getReader();
  feed.push("one");
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("one");
  // msw keeps a copy of each body, so that a reader's own cancelling does not come through to us.
  abort.abort();
  await expect(feed.stopped).resolves.toBeUndefined();
});

test("a client that does not wait for a late answer is journaled once", async () => {
  const { emulator, headers } = await intercept({ kind: "latency", distribution: "fixed", milliseconds: 20 });
  await expect(fetch(INTEGRATIONS, { headers, signal: AbortSignal.timeout(5) })).rejects.toThrow("abort");
  await vi.waitUntil(() => emulator.sessions.base.journal.list().length > 0);
  expect(emulator.sessions.base.journal.list().map(({ reply }) => reply.status)).toEqual([200]);
});

async function intercept(effect: FaultEffect, handle?: () => Promise<PlainReply>) {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const { faults } = emulator.sessions.base;
  for (const operation of ["fassport.listIntegrations", "fassport.createIntegration"]) {
    faults.arm({ operation, effect, point: "after" }, 0);
  }
  const server = setupServer(...toMswHandlers(handle ? { ...emulator, handle } : emulator));
  server.listen({ onUnhandledRequest: "error" });
  onTestFinished(() => server.close());
  const { headers } = await emulator.issueCredential("fassport", { as: "admin" });
  return { emulator, headers };
}
