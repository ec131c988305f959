import { expect, test } from "vitest";
import type { LogEntry } from "../emulator/log.js";
import type { SnapshotFile } from "../emulator/snapshot.js";
import { createMemoryStore } from "../testing/create-memory-store.js";
import { createTestEmulator, TEST_INSTANT } from "../testing/test-emulator.js";
import { SHOP_OF_ADA } from "../testing/versori-demo.js";

const NEW = { line: "POST /__standin/state/supervity/organisations", json: { key: "new", name: "New" } };
const TAKE = { line: "POST /__standin/snapshots", json: { name: "before" } };

test("a moment is kept under a name, listed, and gone back to with its clock and faults", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  const fault = { operation: "supervity.getMyIntegrations", effect: { kind: "reset" } };
  await emulator.send({ line: "PUT /__standin/clock", json: { frozenAt: "2030-01-01T00:00:00Z" } });
  await emulator.send({ line: "POST /__standin/faults", json: fault });
  const start = emulator.freeze();
  const snapshot = { name: "before", takenAt: "2030-01-01T00:00:00.000Z" };
  expect(await emulator.send(TAKE)).toMatchObject({ status: 201, body: { schemaVersion: 1, snapshot } });
  await emulator.send(NEW);
  await emulator.send({ line: "PUT /__standin/clock", json: { running: true } });
  await emulator.send({ line: "DELETE /__standin/faults" });
  expect(await emulator.send({ line: "GET /__standin/snapshots" })).toMatchObject({ body: { snapshots: [snapshot] } });
  const restored = await emulator.send({ line: "POST /__standin/snapshots/before/restore" });
  expect(restored).toMatchObject({ status: 200, body: { snapshot } });
  expect(emulator.freeze()).toEqual(start);
  expect((await emulator.send({ line: "GET /__standin/clock" })).body).toMatchObject({ now: snapshot.takenAt });
  expect((await emulator.send({ line: "GET /__standin/faults" })).body).toMatchObject({ faults: [fault] });
});

test("a snapshot of one session can be restored in another, and a session can start from it", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  const own = { headers: { "x-standin-session": "own" } };
  await emulator.send({ ...NEW, ...own });
  await emulator.send({ ...TAKE, ...own });
  const line = "GET /__standin/state/supervity/organisations/new";
  expect(await emulator.send({ line })).toMatchObject({ status: 404 });
  const from = { headers: { "x-standin-session": "third;from=before" } };
  expect(await emulator.send({ line, ...from })).toMatchObject({ status: 200 });
  await emulator.send({ line: "POST /__standin/snapshots/before/restore" });
  expect(await emulator.send({ line })).toMatchObject({ status: 200 });
});

test("a snapshot is exported without secrets, and imported it is the same, secrets and all", async () => {
  const emulator = await createTestEmulator();
  await emulator.send({ ...TAKE });
  const { body } = await emulator.send({ line: "GET /__standin/snapshots/before" });
  const text = JSON.stringify(body);
  expect(text).not.toMatch(/shop-key-of-ada|versori-demo-api-key|standin-development-robot-key/);
  expect(text).not.toMatch(/"(d|p|q|dp|dq|qi|k)":"(?!\[REDACTED\]")/);
  expect(body).toMatchObject({ schemaVersion: 1, formatVersion: 1, name: "before", takenAt: TEST_INSTANT });
  const start = emulator.freeze();
  await emulator.send({ line: "DELETE /__standin/snapshots/before" });
  await emulator.send({ line: "DELETE /__standin/state/supervity/organisations/nothing" });
  const put = await emulator.send({ line: "PUT /__standin/snapshots/before", json: body });
  expect(put).toMatchObject({ status: 200, body: { complaints: [] } });
  await emulator.send({ line: "POST /__standin/snapshots/before/restore" });
  expect(emulator.freeze()).toEqual(start);
});

test("import says of what a secret is lost, of what does not fit, and of another random seed", async () => {
  const emulator = await createTestEmulator({ only: ["versori"] });
  await emulator.send(TAKE);
  const file = (await emulator.send({ line: "GET /__standin/snapshots/before" })).body as unknown as SnapshotFile;
  const foreign = await createTestEmulator({ only: ["versori"], seed: "empty" });
  const world = { ...file.world, randomSeed: 9, collections: { ...file.world.collections, "versori.users": [] } };
  const { status, body } = await foreign.send({ line: "PUT /__standin/snapshots/before", json: { ...file, world } });
  expect(status).toBe(200);
  const { complaints } = body as { complaints: string[] };
  expect(complaints).toContainEqual(expect.stringContaining(`versori.connections "${SHOP_OF_ADA}": credentials`));
  expect(complaints).toContainEqual(expect.stringContaining("which does not exist"));
  expect(complaints).toContainEqual(expect.stringContaining("random seed 9"));
});

test("a name that is taken gets the newer moment", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  await emulator.send(TAKE);
  await emulator.send(NEW);
  expect(await emulator.send(TAKE)).toMatchObject({ status: 201 });
  await emulator.send({ line: "POST /__standin/reset" });
  await emulator.send({ line: "POST /__standin/snapshots/before/restore" });
  const line = "GET /__standin/state/supervity/organisations/new";
  expect(await emulator.send({ line })).toMatchObject({ status: 200 });
});

test.each([
  ["GET", "", undefined],
  ["DELETE", "", undefined],
  ["POST", "/restore", undefined],
])("%s of a snapshot%s that there is not names those that there are", async (method, more) => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  await emulator.send(TAKE);
  const reply = await emulator.send({ line: `${method} /__standin/snapshots/after${more}` });
  expect(reply).toMatchObject({ status: 404, body: { message: 'There is no snapshot "after"; there are: before.' } });
});

test("a removed snapshot is gone", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  await emulator.send(TAKE);
  const removed = await emulator.send({ line: "DELETE /__standin/snapshots/before" });
  expect(removed).toMatchObject({ status: 200, body: { snapshot: { name: "before" } } });
  expect((await emulator.send({ line: "GET /__standin/snapshots" })).body).toMatchObject({ snapshots: [] });
});

test.each([
  ["POST /__standin/snapshots", { name: "not/a name" }],
  ["POST /__standin/snapshots", {}],
  ["PUT /__standin/snapshots/a", {}],
  ["PUT /__standin/snapshots/a%2Fb", {}],
])("%s with %j is refused", async (line, json) => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  expect(await emulator.send({ line, json })).toMatchObject({ status: 400, body: { error: "invalid-request" } });
  expect(emulator.snapshots.list()).toEqual([]);
});

test.each([
  ["another version", { formatVersion: 2 }, "formatVersion"],
  ["another name than its path", { name: "other" }, "name"],
  ["a fault of no operation", { faults: [faultOf("supervity.nothing")] }, "faults[0].operation"],
  ["a fault that is none", { faults: [{}] }, "faults[0].operation"],
])("a snapshot of %s is refused by its field", async (_what, part, field) => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  await emulator.send(TAKE);
  const { body } = await emulator.send({ line: "GET /__standin/snapshots/before" });
  const json = { ...(body as object), ...part };
  const reply = await emulator.send({ line: "PUT /__standin/snapshots/before", json });
  expect(reply).toMatchObject({ status: 400 });
  expect(JSON.stringify(reply.body)).toContain(`"field":"${field}"`);
});

function faultOf(operation: string) {
  return { operation, effect: { kind: "reset" }, id: "fault-1", armedAt: 0, seen: 0, struck: 0 };
}

test("snapshots are kept where there is a store for them, and are there when it begins anew", async () => {
  const store = createMemoryStore();
  const emulator = await createTestEmulator({ only: ["supervity"], store });
  await emulator.send(NEW);
  await emulator.send(TAKE);
  await emulator.send({ line: "POST /__standin/snapshots", json: { name: "second" } });
  await emulator.send({ line: "DELETE /__standin/snapshots/second" });
  const { snapshots } = store.load();
  expect(snapshots.map(({ name }) => name)).toEqual(["before"]);
  const again = await createTestEmulator({ only: ["supervity"], snapshots });
  expect(again.complaints).toEqual([]);
  await again.send({ line: "POST /__standin/snapshots/before/restore" });
  expect(again.freeze()).toEqual(emulator.freeze());
});

test("what could not be kept of a snapshot did not happen: neither taking it, nor going back, nor a reset", async () => {
  const store = createMemoryStore();
  const errors: string[] = [];
  const log = ({ level, message }: LogEntry) => void (level === "error" && errors.push(message));
  const emulator = await createTestEmulator({ only: ["supervity"], store, log });
  await emulator.send(TAKE);
  await emulator.send(NEW);
  const clock = { line: "PUT /__standin/clock", json: { frozenAt: "2030-01-01T00:00:00Z" } };
  expect(await emulator.send(clock)).toMatchObject({ status: 200 });
  const before = [emulator.freeze(), (await emulator.send({ line: "GET /__standin/clock" })).body];
  store.isBroken = true;
  const asks = [
    "POST /__standin/snapshots/before/restore",
    "POST /__standin/reset",
    "DELETE /__standin/snapshots/before",
  ];
  for (const line of asks) expect(await emulator.send({ line }), line).toMatchObject({ status: 500 });
  const second = { line: "POST /__standin/snapshots", json: { name: "second" } };
  expect(await emulator.send(second)).toMatchObject({ status: 500 });
  expect([emulator.freeze(), (await emulator.send({ line: "GET /__standin/clock" })).body]).toEqual(before);
  expect(emulator.snapshots.list().map(({ name }) => name)).toEqual(["before"]);
  expect(errors).toEqual(
    Array.from({ length: 4 }, () => expect.stringContaining("failed: Error: disk full") as string),
  );
});
