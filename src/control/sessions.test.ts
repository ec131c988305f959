import { expect, test } from "vitest";
import { createMemoryStore } from "../testing/create-memory-store.js";
import { createTestEmulator } from "../testing/test-emulator.js";

const NEW = { line: "POST /__standin/state/supervity/organisations", json: { key: "new", name: "New" } };
const READ = { line: "GET /__standin/state/supervity/organisations/new" };
const LIST = { line: "GET /__standin/sessions" };

function inSession(name: string) {
  return { headers: { "x-standin-session": name } };
}

test("sessions are listed with their lives and limits, the one used last at the end", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"], sessions: { count: 5, milliseconds: 60_000 } });
  for (const name of ["one", "two;keep", "one"]) await emulator.send({ ...READ, ...inSession(name) });
  expect((await emulator.send(LIST)).body).toEqual({
    schemaVersion: 1,
    limits: { count: 5, milliseconds: 60_000 },
    sessions: [
      {
        name: "two",
        createdAt: "2026-01-15T12:00:00.000Z",
        usedAt: "2026-01-15T12:00:00.000Z",
        kept: true,
        requests: 0,
        faults: 0,
      },
      {
        name: "one",
        createdAt: "2026-01-15T12:00:00.000Z",
        usedAt: "2026-01-15T12:00:00.000Z",
        endsAt: "2026-01-15T12:01:00.000Z",
        kept: false,
        requests: 0,
        faults: 0,
      },
    ],
  });
});

test("a session ends when it was not used for its time, by the clock of the base; one that is kept does not", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"], sessions: { count: 5, milliseconds: 60_000 } });
  for (const name of ["used", "unused", "kept;keep"]) await emulator.send({ ...NEW, ...inSession(name) });
  const advance = { line: "POST /__standin/clock/advance", json: { milliseconds: 59_999 } };
  await emulator.send(advance);
  // Its own clock is no concern of how long a session lives.
  await emulator.send({ ...advance, json: { duration: "P9D" }, ...inSession("used") });
  await emulator.send({ ...advance, json: { milliseconds: 1 } });
  const { body } = await emulator.send(LIST);
  expect(body).toMatchObject({ sessions: [{ name: "kept" }, { name: "used" }] });
  expect(await emulator.send({ ...READ, ...inSession("used") })).toMatchObject({ status: 200 });
  expect(await emulator.send({ ...READ, ...inSession("unused") })).toMatchObject({ status: 404 });
});

test("more sessions than the limit are refused, until one is removed or has ended", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"], sessions: { count: 2, milliseconds: 60_000 } });
  for (const name of ["one", "two"]) await emulator.send({ ...NEW, ...inSession(name) });
  const third = { ...NEW, ...inSession("three") };
  expect(await emulator.send(third)).toMatchObject({
    status: 429,
    headers: { "retry-after": expect.any(String) as unknown },
  });
  expect(await emulator.send({ line: "PUT /__standin/sessions/three" })).toMatchObject({ status: 429 });
  expect(await emulator.send({ line: "DELETE /__standin/sessions/one" })).toMatchObject({ status: 200 });
  expect(await emulator.send(third)).toMatchObject({ status: 201 });
  await emulator.send({ line: "POST /__standin/clock/advance", json: { milliseconds: 60_000 } });
  expect(await emulator.send({ ...NEW, ...inSession("four") })).toMatchObject({ status: 201 });
});

test("a session can be made before it is used, from a snapshot, and only once", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  await emulator.send(NEW);
  await emulator.send({ line: "POST /__standin/snapshots", json: { name: "with-new" } });
  await emulator.send({ line: "POST /__standin/reset" });
  const put = { line: "PUT /__standin/sessions/own", json: { from: "with-new" } };
  expect(await emulator.send(put)).toMatchObject({ status: 201, body: { session: { name: "own", kept: false } } });
  expect(await emulator.send({ ...READ, ...inSession("own") })).toMatchObject({ status: 200 });
  expect(await emulator.send(put)).toMatchObject({ status: 409, body: { error: "conflict" } });
  expect(await emulator.send({ line: "PUT /__standin/sessions/plain" })).toMatchObject({ status: 201 });
  expect(await emulator.send({ ...READ, ...inSession("plain") })).toMatchObject({ status: 404 });
});

test.each([
  ["PUT /__standin/sessions/own", { from: "nothing" }, 404],
  ["PUT /__standin/sessions/own", { form: "nothing" }, 400],
  ["PUT /__standin/sessions/not%20a%20name", {}, 400],
  ["DELETE /__standin/sessions/nobody", undefined, 404],
])("%s with %j is refused", async (line, json, status) => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  expect(await emulator.send({ line, json })).toMatchObject({ status, body: { schemaVersion: 1 } });
  expect(emulator.sessions.list()).toEqual([]);
});

test("a removed session is gone with its records; whoever names it again gets a new one", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  await emulator.send({ ...NEW, ...inSession("own") });
  const removed = await emulator.send({ line: "DELETE /__standin/sessions/own" });
  expect(removed).toMatchObject({ status: 200, body: { session: { name: "own" } } });
  expect((await emulator.send(LIST)).body).toMatchObject({ sessions: [] });
  expect(await emulator.send({ ...READ, ...inSession("own") })).toMatchObject({ status: 404 });
});

test("what is kept of a session outlives the process until it is removed", async () => {
  const store = createMemoryStore();
  const emulator = await createTestEmulator({ only: ["supervity"], store });
  await emulator.send({ line: "PUT /__standin/sessions/own", json: { keep: true } });
  expect(store.load().frozen).toMatchObject({ sessions: { own: {} } });
  await emulator.send({ ...NEW, ...inSession("own") });
  await emulator.send({ ...NEW, ...inSession("lost") });
  const again = await createTestEmulator({ only: ["supervity"], store, frozen: store.load().frozen });
  expect(await again.send({ ...READ, ...inSession("own") })).toMatchObject({ status: 200 });
  expect(await again.send({ ...READ, ...inSession("lost") })).toMatchObject({ status: 404 });
  expect(await again.send(READ)).toMatchObject({ status: 404 });
  expect((await again.send(LIST)).body).toMatchObject({ sessions: [{ name: "own", kept: true }, { name: "lost" }] });
  await again.send({ line: "DELETE /__standin/sessions/own" });
  expect(store.load().frozen).not.toHaveProperty("sessions");
});
