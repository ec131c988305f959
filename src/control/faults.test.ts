import { expect, test } from "vitest";
import { createTestEmulator } from "../testing/test-emulator.js";

const INTEGRATIONS = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const LIST = { line: `GET ${INTEGRATIONS}`, as: "fassport.admin" };
const FAULTS = "/__standin/faults";

const EVERY_KIND = [
  { operation: "fassport.getIntegration", effect: { kind: "status", status: 503, message: "Later", retryAfter: 2 } },
  { operation: "fassport.getIntegration", effect: { kind: "latency", distribution: "fixed", milliseconds: 5 } },
  { operation: "fassport.getIntegration", effect: { kind: "latency", distribution: "uniform", from: 1, to: 2 } },
  { operation: "fassport.getIntegration", effect: { kind: "latency", distribution: "lognormal", median: 5, sigma: 1 } },
  { operation: "fassport.getIntegration", effect: { kind: "reset" }, point: "after" },
  { operation: "fassport.getIntegration", effect: { kind: "truncate", bytes: 3 }, seconds: 60 },
  { operation: "fassport.getIntegration", effect: { kind: "slow", bytes: 3, milliseconds: 1 } },
  { operation: "fassport.getIntegration", effect: { kind: "malformed" }, which: { kind: "every", count: 3 } },
  {
    operation: "fassport.getIntegration",
    effect: { kind: "rate-limit", requests: 2, seconds: 10 },
    which: { kind: "share", share: 0.5 },
  },
];

test("faults of every kind are armed together, listed with what became of them, and disarmed one by one or all", async () => {
  const emulator = await createTestEmulator();
  const put = await emulator.send({ line: `PUT ${FAULTS}`, json: { faults: EVERY_KIND } });
  expect(put).toMatchObject({ status: 200, body: { schemaVersion: 1, faults: EVERY_KIND } });
  const { body } = await emulator.send({ line: `GET ${FAULTS}` });
  expect(body).toEqual(put.body);
  const { faults } = body as { faults: { id: string; seen: number }[] };
  expect(faults[0]).toMatchObject({ id: "fault-1", seen: 0, struck: 0 });
  const one = await emulator.send({ line: `DELETE ${FAULTS}?id=fault-1` });
  expect(one.body).toMatchObject({ faults: EVERY_KIND.slice(1) });
  expect((await emulator.send({ line: `DELETE ${FAULTS}` })).body).toMatchObject({ faults: [] });
});

test("an armed fault strikes its operation in its session only, in the API's own form, as often as it is to", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const headers = { "x-standin-session": "own" };
  const json = {
    operation: "fassport.listIntegrations",
    effect: { kind: "status", status: 503 },
    which: { kind: "first", count: 1 },
  };
  expect(await emulator.send({ line: `POST ${FAULTS}`, json, headers })).toMatchObject({ status: 201 });
  expect(await emulator.send(LIST)).toMatchObject({ status: 200 });
  const struck = await emulator.send({ ...LIST, headers });
  expect(struck).toMatchObject({ status: 503, body: { status: 503 }, headers: { "x-standin-injected": "fault" } });
  expect(await emulator.send({ ...LIST, headers })).toMatchObject({ status: 200 });
  expect((await emulator.send({ line: `GET ${FAULTS}`, headers })).body).toMatchObject({
    faults: [{ seen: 2, struck: 1 }],
  });
});

test("a fault ends after its seconds by the session's clock", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const json = { operation: "fassport.listIntegrations", effect: { kind: "status", status: 500 }, seconds: 10 };
  await emulator.send({ line: `POST ${FAULTS}`, json });
  expect(await emulator.send(LIST)).toMatchObject({ status: 500 });
  await emulator.send({ line: "POST /__standin/clock/advance", json: { milliseconds: 10_000 } });
  expect((await emulator.send({ line: `GET ${FAULTS}` })).body).toMatchObject({ faults: [] });
  expect(await emulator.send(LIST)).toMatchObject({ status: 200 });
});

test("a rate limit lets requests through again when its window is over by the session's clock", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const effect = { kind: "rate-limit", requests: 1, seconds: 30 };
  await emulator.send({ line: `POST ${FAULTS}`, json: { operation: "fassport.listIntegrations", effect } });
  expect(await emulator.send(LIST)).toMatchObject({ status: 200 });
  await emulator.send({ line: "POST /__standin/clock/advance", json: { milliseconds: 10_000 } });
  expect(await emulator.send(LIST)).toMatchObject({ status: 429, headers: { "retry-after": "20" } });
  await emulator.send({ line: "POST /__standin/clock/advance", json: { milliseconds: 20_000 } });
  expect(await emulator.send(LIST)).toMatchObject({ status: 200 });
});

test("ids of faults are never given twice, also in a session that was forked with some", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const json = { operation: "fassport.listIntegrations", effect: { kind: "reset" } };
  for (let count = 0; count < 3; count++) await emulator.send({ line: `POST ${FAULTS}`, json });
  await emulator.send({ line: `DELETE ${FAULTS}?id=fault-1` });
  await emulator.send({ line: `DELETE ${FAULTS}?id=fault-2` });
  for (const headers of [undefined, { "x-standin-session": "own" }]) {
    const { body } = await emulator.send({ line: `POST ${FAULTS}`, json, ...(headers && { headers }) });
    const { faults } = body as { faults: { id: string }[] };
    expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length);
  }
});

const WELL = { operation: "fassport.getIntegration", effect: { kind: "reset" } };

test.each([
  [
    "an unknown operation",
    { operation: "fassport.getIntegratoin" },
    "operation",
    "did you mean fassport.getIntegration?",
  ],
  [
    "an operation without its API",
    { operation: "getIntegration" },
    "operation",
    "there are: fassport.listIntegrations",
  ],
  ["an operation of the control API", { operation: "standin.disarmFaults" }, "operation", "there is no operation"],
  ["an unknown effect", { effect: { kind: "explode" } }, "effect.kind", "must be"],
  ["a status that is no error", { effect: { kind: "status", status: 200 } }, "effect.status", "must be >= 400"],
  [
    "a latency without its length",
    { effect: { kind: "latency", distribution: "fixed" } },
    "effect.milliseconds",
    "is required",
  ],
  [
    "a latency that ends before it begins",
    { effect: { kind: "latency", distribution: "uniform", from: 2, to: 1 } },
    "effect.to",
    "at least",
  ],
  ["a part of more than all", { which: { kind: "share", share: 2 } }, "which.share", "must be <= 1"],
  ["a word that it does not know", { times: 3 }, "times", "is not allowed"],
])("a fault with %s is refused by its field, and what is armed stays", async (_what, part, field, message) => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  await emulator.send({ line: `POST ${FAULTS}`, json: WELL });
  const fault = { ...WELL, ...part };
  for (const [line, json, place] of [
    [`POST ${FAULTS}`, fault, field],
    [`PUT ${FAULTS}`, { faults: [WELL, fault] }, `faults[1].${field}`],
  ] as const) {
    const reply = await emulator.send({ line, json });
    expect(reply.status).toBe(400);
    const { fields } = reply.body as unknown as { fields: { field: string; message: string }[] };
    expect(fields).toContainEqual({ field: place, message: expect.stringContaining(message) as unknown });
  }
  expect((await emulator.send({ line: `GET ${FAULTS}` })).body).toMatchObject({ faults: [WELL] });
});

test("a fault that there is not is not disarmed", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  await emulator.send({ line: `POST ${FAULTS}`, json: WELL });
  expect(await emulator.send({ line: `DELETE ${FAULTS}?id=fault-7` })).toMatchObject({
    status: 404,
    body: { message: 'There is no fault "fault-7"; there are: fault-1.' },
  });
});

test("an emulator that is to begin with a fault of no operation is refused", async () => {
  const faults = [{ operation: "fassport.nothing", effect: { kind: "reset" } }] as const;
  await expect(createTestEmulator({ faults })).rejects.toThrow('there is no operation "fassport.nothing"');
});
