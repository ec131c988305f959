import { expect, test } from "vitest";
import { createTestEmulator, TEST_INSTANT, type TestEmulator } from "../testing/test-emulator.js";
import type { FaultSpec } from "./fault.js";
import { createFaults, type Faults } from "./faults.js";
import { returnToMoment, takeMoment } from "./session.js";

const OPERATION = "tiny.get";
const FAULT: FaultSpec = { operation: OPERATION, effect: { kind: "status", status: 503 } };
const LIST = "GET /api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";

/** Which of so many requests of an operation are struck, one for each second. */
function strikeEach(faults: Faults, count: number, start = 0): number[] {
  return Array.from({ length: count }, (_, at) => at + 1).filter(
    (at) => faults.strike(OPERATION, (start + at) * 1000).length > 0,
  );
}

test("a fault strikes every request of its operation, and of no other", () => {
  const faults = createFaults(1);
  faults.arm(FAULT, 0);
  expect(faults.strike("tiny.put", 0)).toEqual([]);
  expect(strikeEach(faults, 3)).toEqual([1, 2, 3]);
  expect(faults.list(0)).toMatchObject([{ id: "fault-1", seen: 3, struck: 3 }]);
});

test("a fault for the first so many strikes those and goes on counting", () => {
  const faults = createFaults(1);
  faults.arm({ ...FAULT, which: { kind: "first", count: 2 } }, 0);
  expect(strikeEach(faults, 5)).toEqual([1, 2]);
  expect(faults.list(0)).toMatchObject([{ seen: 5, struck: 2 }]);
});

test("a fault for every so-manieth strikes those", () => {
  const faults = createFaults(1);
  faults.arm({ ...FAULT, which: { kind: "every", count: 3 } }, 0);
  expect(strikeEach(faults, 10)).toEqual([3, 6, 9]);
});

test("a fault for a share strikes about as many, the same ones for the same seed, others for another", () => {
  const [one, same, other] = [7, 7, 8].map((seed) => {
    const faults = createFaults(seed);
    faults.arm({ ...FAULT, which: { kind: "share", share: 0.3 } }, 0);
    return strikeEach(faults, 1000);
  });
  expect(one).toEqual(same);
  expect(one).not.toEqual(other);
  expect(one?.length).toSatisfy((count: number) => count > 250 && count < 350);
});

test.each([
  [0, 0],
  [1, 100],
])("a share of %d strikes none, or all", (share, struck) => {
  const faults = createFaults(1);
  faults.arm({ ...FAULT, which: { kind: "share", share } }, 0);
  expect(strikeEach(faults, 100)).toHaveLength(struck);
});

test("a fault with a time to live ends when that is over, and is listed no more", () => {
  const faults = createFaults(1);
  faults.arm({ ...FAULT, seconds: 3 }, 1000);
  expect(faults.list(3999)).toHaveLength(1);
  expect(strikeEach(faults, 6)).toEqual([1, 2, 3]);
  expect(faults.list(4000)).toEqual([]);
});

test("a rate limit lets so many through in its window, and says how long the rest has to wait", () => {
  const faults = createFaults(1);
  faults.arm({ operation: OPERATION, effect: { kind: "rate-limit", requests: 2, seconds: 10 } }, 0);
  const strike = (milliseconds: number) => faults.strike(OPERATION, milliseconds)[0]?.retryAfter;
  expect([strike(5000), strike(6000), strike(7000), strike(14_200), strike(14_999)]).toEqual([
    undefined,
    undefined,
    8,
    1,
    1,
  ]);
  expect([strike(15_000), strike(15_001), strike(15_002)]).toEqual([undefined, undefined, 10]);
});

test("faults are disarmed one by one or all, and ids are not given twice", () => {
  const faults = createFaults(1);
  const [one, two] = [faults.arm(FAULT, 0), faults.arm(FAULT, 0)];
  expect([faults.disarm(one.id), faults.disarm(one.id)]).toEqual([1, 0]);
  expect(faults.list(0).map(({ id }) => id)).toEqual([two.id]);
  expect(faults.disarm()).toBe(1);
  expect(faults.arm(FAULT, 0).id).toBe("fault-3");
});

test("what is copied goes on where it stood, and apart from what it was copied from", () => {
  const faults = createFaults(1);
  faults.arm({ ...FAULT, which: { kind: "first", count: 3 } }, 0);
  strikeEach(faults, 2);
  const copy = createFaults(1, faults.copy());
  expect([strikeEach(copy, 2), strikeEach(faults, 2)]).toEqual([[1], [1]]);
  expect(copy.arm(FAULT, 0).id).toBe("fault-2");
});

async function armList(emulator: TestEmulator, fault: Omit<FaultSpec, "operation">) {
  const { faults, clock } = emulator.sessions.base;
  faults.arm({ operation: "fassport.listIntegrations", ...fault }, clock.now());
}

test("a moment that is come back to has its faults as they stood, with what they had counted", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  await armList(emulator, { effect: { kind: "status", status: 503 }, which: { kind: "first", count: 2 } });
  const ask = async () => (await emulator.send({ line: LIST, as: "fassport.admin" })).status;
  expect(await ask()).toBe(503);
  const moment = takeMoment(emulator.sessions.base);
  expect([await ask(), await ask()]).toEqual([503, 200]);
  returnToMoment(emulator.sessions.base, moment);
  expect([await ask(), await ask()]).toEqual([503, 200]);
});

test("a session starts with the base's faults as they stood, and each counts its own from there", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  await armList(emulator, { effect: { kind: "status", status: 503 }, which: { kind: "first", count: 1 } });
  const ask = async (headers = {}) => (await emulator.send({ line: LIST, as: "fassport.admin", headers })).status;
  const mine = { "x-standin-session": "mine" };
  expect([await ask(mine), await ask(mine), await ask(), await ask()]).toEqual([503, 200, 503, 200]);
});

test("a rate limit's window ends by the session's own clock", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  await armList(emulator, { effect: { kind: "rate-limit", requests: 1, seconds: 30 } });
  const ask = () => emulator.send({ line: LIST, as: "fassport.admin" });
  expect([(await ask()).status, (await ask()).status]).toEqual([200, 429]);
  const { clock } = emulator.sessions.base;
  clock.advance(20_000);
  expect((await ask()).headers["retry-after"]).toBe("10");
  clock.advance(10_000);
  expect((await ask()).status).toBe(200);
});

test("a fault's time to live is over by the session's own clock", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  await armList(emulator, { effect: { kind: "status", status: 503 }, seconds: 60 });
  const ask = async () => (await emulator.send({ line: LIST, as: "fassport.admin" })).status;
  expect(await ask()).toBe(503);
  emulator.sessions.base.clock.set({ frozenAt: Date.parse(TEST_INSTANT) + 60_000 });
  expect(await ask()).toBe(200);
});
