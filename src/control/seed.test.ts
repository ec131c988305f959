import { expect, test } from "vitest";
import { createTestEmulator } from "../testing/test-emulator.js";

const NEW = { line: "POST /__standin/state/supervity/organisations", json: { key: "new", name: "New" } };
const FAULT = { operation: "fassport.getIntegration", effect: { kind: "reset" } } as const;

test("reset goes back to the fixture: records, ids, clock and faults; only of its session", async () => {
  const emulator = await createTestEmulator();
  const start = emulator.freeze();
  const headers = { "x-standin-session": "other" };
  for (const more of [{ headers }, {}]) {
    await emulator.send({ ...NEW, ...more });
    await emulator.send({ line: "PUT /__standin/clock", json: { offsetMilliseconds: 5000 }, ...more });
    await emulator.send({ line: "POST /__standin/faults", json: FAULT, ...more });
  }
  const { status, body } = await emulator.send({ line: "POST /__standin/reset" });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    schemaVersion: 1,
    records: { "supervity.organisations": expect.any(Number) as unknown },
  });
  expect(emulator.freeze()).toEqual(start);
  const { base } = emulator.sessions;
  expect(base.clock.setting).toEqual({ offset: 0 });
  expect(base.faults.list(base.clock.now())).toEqual([]);
  expect((await emulator.send({ line: "GET /__standin/faults", headers })).body).toMatchObject({ faults: [FAULT] });
});

test("reset arms the faults of the start again", async () => {
  const emulator = await createTestEmulator({ faults: [FAULT] });
  await emulator.send({ line: "DELETE /__standin/faults" });
  await emulator.send({ line: "POST /__standin/reset" });
  expect((await emulator.send({ line: "GET /__standin/faults" })).body).toMatchObject({ faults: [FAULT] });
});

test("reset goes to another fixture, which every API has", async () => {
  const emulator = await createTestEmulator();
  await emulator.send({ line: "POST /__standin/reset", json: { seed: "empty" } });
  const empty = await createTestEmulator({ seed: "empty" });
  expect(emulator.freeze()).toEqual(empty.freeze());
});

test.each([
  [{ seed: "nothing" }, "has no fixture"],
  [{ sed: "empty" }, "sed is not allowed"],
])("reset with %j is refused, and changes nothing", async (json, message) => {
  const emulator = await createTestEmulator();
  await emulator.send(NEW);
  const before = emulator.freeze();
  expect(await emulator.send({ line: "POST /__standin/reset", json })).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining(message) as unknown },
  });
  expect(emulator.freeze()).toEqual(before);
});

test("a fixture of one API takes the place of its records, and leaves the others", async () => {
  const emulator = await createTestEmulator();
  await emulator.send(NEW);
  const before = emulator.freeze();
  const json = { api: "fassport", seed: "empty" };
  expect(await emulator.send({ line: "POST /__standin/seed", json })).toMatchObject({
    status: 200,
    body: { records: { "fassport.integrations": 0 } },
  });
  const { collections } = emulator.freeze();
  expect(collections["supervity.organisations"]).toEqual(before.collections["supervity.organisations"]);
});

test("a fixture by its name alone takes the place of all records", async () => {
  const emulator = await createTestEmulator();
  await emulator.send({ line: "POST /__standin/seed", json: { seed: "empty" } });
  const empty = await createTestEmulator({ seed: "empty" });
  expect(emulator.freeze().collections).toEqual(empty.freeze().collections);
});

test("a fixture in the body takes the place of the collections that it names", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  const before = emulator.freeze().collections;
  const accounts = [...(before["supervity.accounts"] ?? [])].slice(0, 1);
  const json = { api: "supervity", name: "one", collections: { accounts, connectedActions: [] } };
  expect(await emulator.send({ line: "POST /__standin/seed", json })).toMatchObject({ status: 200 });
  expect(emulator.freeze().collections).toEqual({
    ...before,
    "supervity.accounts": accounts,
    "supervity.connectedActions": [],
  });
});

test.each([
  [{ api: "supervity", seed: "nothing" }, 400, "has no fixture"],
  [{ api: "nobody", seed: "demo" }, 400, "there is no API"],
  [{ api: "nobody", collections: {} }, 400, "there is no API"],
  [{ api: "supervity", collections: { nothings: [] } }, 400, "supervity.nothings"],
  [{ api: "supervity", collections: { organisations: [{ key: "a" }] } }, 400, "name is required"],
  [{ api: "supervity", collections: { organisations: [] } }, 409, "does not exist"],
  [{}, 400, "must match one of the alternatives"],
])("seeding with %j is refused, and changes nothing", async (json, status, message) => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  const before = emulator.freeze();
  expect(await emulator.send({ line: "POST /__standin/seed", json })).toMatchObject({
    status,
    body: { message: expect.stringContaining(message) as unknown },
  });
  expect(emulator.freeze()).toEqual(before);
});
