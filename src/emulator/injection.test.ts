import { expect, test } from "vitest";
import { createTestEmulator, type TestEmulator } from "../testing/test-emulator.js";
import type { FaultSpec } from "./fault.js";

const PATH = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const CREATE = {
  line: `POST ${PATH}`,
  as: "fassport.admin",
  json: { name: "Inbox", type: "Email", provider: "Gmail" },
};

function arm(emulator: TestEmulator, fault: Omit<FaultSpec, "operation">) {
  emulator.sessions.base.faults.arm({ operation: "fassport.createIntegration", ...fault }, 0);
}

/** How many integrations there are. */
function count({ sessions }: TestEmulator) {
  return sessions.base.world.read().collection("fassport.integrations").size;
}

test.each([
  ["before", 0],
  ["after", 1],
] as const)("a fault %s the operation answers in its place, and %d is made", async (point, made) => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const before = count(emulator);
  arm(emulator, { effect: { kind: "status", status: 500, message: "Out of order" }, point });
  const { status, body, headers, evidence } = await emulator.send(CREATE);
  expect([status, body]).toEqual([500, { name: "Internal Server Error", message: "Out of order", status: 500 }]);
  expect([headers["x-standin-injected"], evidence]).toEqual(["fault", undefined]);
  expect(count(emulator) - before).toBe(made);
});

test("an injected answer is no defect, whatever status it has", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  arm(emulator, { effect: { kind: "status", status: 418 } });
  expect((await emulator.send(CREATE)).status).toBe(418);
  expect(emulator.defects.count).toBe(0);
});

test("a 429 and a 503 that are asked for say when to try again", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  arm(emulator, { effect: { kind: "status", status: 503, retryAfter: 7 }, which: { kind: "first", count: 1 } });
  expect((await emulator.send(CREATE)).headers["retry-after"]).toBe("7");
  expect((await emulator.send({ ...CREATE, headers: { prefer: "code=429" } })).headers["retry-after"]).toBe("1");
});

test("of several faults that would answer, the one that was armed first does", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  arm(emulator, { effect: { kind: "status", status: 500 } });
  arm(emulator, { effect: { kind: "status", status: 503 } });
  expect((await emulator.send(CREATE)).status).toBe(500);
});

test("a preference is answered without the operation being done or a fault counting it", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const before = count(emulator);
  arm(emulator, { effect: { kind: "status", status: 500 } });
  const { status, headers } = await emulator.send({ ...CREATE, headers: { prefer: "code=404" } });
  expect([status, headers["x-standin-injected"], headers["preference-applied"]]).toEqual([404, "prefer", "code=404"]);
  expect(count(emulator)).toBe(before);
  expect(emulator.sessions.base.faults.list(0)).toMatchObject([{ seen: 0 }]);
});

test("a wait alone changes no answer, and is told to have been applied", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const { status, headers, evidence } = await emulator.send({ ...CREATE, headers: { prefer: "wait=0" } });
  expect([status, headers["preference-applied"], headers["x-standin-injected"], evidence]).toEqual([
    200,
    "wait=0",
    undefined,
    "assumed",
  ]);
});

test("a preference that can't be is refused in the API's own form, and nothing is done", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const before = count(emulator);
  const { status, body } = await emulator.send({ ...CREATE, headers: { prefer: "code=1" } });
  expect([status, body]).toMatchObject([400, { name: "ValidationError", status: 400 }]);
  expect(count(emulator)).toBe(before);
});

test("neither preferences nor faults touch the control API", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  emulator.sessions.base.faults.arm({ operation: "standin.getHealth", effect: { kind: "status", status: 500 } }, 0);
  expect(await emulator.send({ line: "GET /__standin/health", headers: { prefer: "code=404" } })).toMatchObject({
    status: 200,
  });
});
