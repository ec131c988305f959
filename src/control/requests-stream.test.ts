import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTestEmulator, type TestEmulator } from "../testing/test-emulator.js";
import { HEARTBEAT } from "./event-queue.js";

const INSTITUTION = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function listen(emulator: TestEmulator, query = "", headers = {}) {
  const reply = await emulator.handle({ method: "GET", url: `/__standin/requests/stream${query}`, headers });
  const iterator = reply.stream?.[Symbol.asyncIterator]();
  if (!iterator) throw new Error(`there is no stream but ${reply.status} ${reply.body}`);
  const next = async () => {
    const result: IteratorResult<string, undefined> = await iterator.next();
    return result.value;
  };
  return { reply, next, end: () => iterator.return?.() };
}

/** The id and data of an event. */
function parseEvent(text: string | undefined) {
  const [, id, data] = /^id: (.*)\nevent: request\ndata: (.*)\n\n$/.exec(text ?? "") ?? [];
  return { id, data: JSON.parse(data ?? "null") as unknown };
}

async function ask(emulator: TestEmulator, headers = {}) {
  const { headers: given } = await emulator.send({ line: `GET ${INSTITUTION}`, headers });
  return given["x-standin-request-id"];
}

test("a reader hears of each request once it is answered, as an event with the request's id", async () => {
  const emulator = await createTestEmulator();
  await ask(emulator);
  const { reply, next } = await listen(emulator);
  expect([reply.status, reply.headers["content-type"]]).toEqual([200, "text/event-stream; charset=utf-8"]);
  expect(await next()).toBe(": listening\n\n");
  const id = await ask(emulator);
  const event = parseEvent(await next());
  expect(event).toMatchObject({ id, data: { schemaVersion: 1, request: { id, reply: { status: 401 } } } });
});

test("a reader that waits is woken by the next request", async () => {
  const emulator = await createTestEmulator();
  const { next } = await listen(emulator);
  await next();
  const waiting = next();
  const id = await ask(emulator);
  expect(parseEvent(await waiting).id).toBe(id);
});

test("a reader hears a comment where nothing happens for a while", async () => {
  const emulator = await createTestEmulator();
  const { next } = await listen(emulator);
  await next();
  const waiting = next();
  await vi.advanceTimersByTimeAsync(HEARTBEAT);
  expect(await waiting).toBe(": heartbeat\n\n");
});

test("a reader that comes back hears first what it missed", async () => {
  const emulator = await createTestEmulator();
  const [first, second] = [await ask(emulator), await ask(emulator)];
  const { next } = await listen(emulator, "", { "last-event-id": first });
  expect(await next()).toBe(": listening\n\n");
  expect(parseEvent(await next()).id).toBe(second);
});

test("a reader whose last event was forgotten hears so, and all that is remembered", async () => {
  const emulator = await createTestEmulator({ journal: { count: 1, bytes: 1_000_000 } });
  const [forgotten, kept] = [await ask(emulator), await ask(emulator)];
  const { next } = await listen(emulator, "", { "last-event-id": forgotten });
  expect(await next()).toBe(": some requests were forgotten\n\n");
  expect(parseEvent(await next()).id).toBe(kept);
});

test("a reader hears only what its filter lets through, and of its own session", async () => {
  const emulator = await createTestEmulator();
  const mine = { "x-standin-session": "mine" };
  const { next } = await listen(emulator, "?status=404", mine);
  await next();
  await ask(emulator);
  await ask(emulator, mine);
  const { headers } = await emulator.send({ line: "GET /nowhere", headers: mine });
  expect(parseEvent(await next()).id).toBe(headers["x-standin-request-id"]);
});

test("a reader that goes away while it waits ends the stream at once, and nothing is kept for it", async () => {
  const emulator = await createTestEmulator();
  const { next, end } = await listen(emulator);
  await next();
  const waiting = next();
  await end();
  expect(await waiting).toBeUndefined();
  await ask(emulator);
  expect(await next()).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

test("a reader that is too slow is told how much was left out for it", async () => {
  const emulator = await createTestEmulator();
  const { next } = await listen(emulator);
  for (let sent = 0; sent < 1001; sent++) await emulator.handle({ method: "GET", url: "/nowhere", headers: {} });
  expect(await next()).toBe(": 2 events were left out\n\n");
  expect(parseEvent(await next()).id).toBe("req-000003");
});

test("a filter that is none is refused, not streamed", async () => {
  const emulator = await createTestEmulator();
  expect(await emulator.send({ line: "GET /__standin/requests/stream?status=x" })).toMatchObject({
    status: 400,
    body: { error: "invalid-request" },
  });
});
