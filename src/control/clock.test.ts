import { expect, test } from "vitest";
import { createTestEmulator, TEST_INSTANT, type TestReply } from "../testing/test-emulator.js";
import { HUB, VERSORI } from "../testing/versori-demo.js";

const CLOCK = "/__standin/clock";

/** A request of each API with a JWT of a principal who may send it. */
const WITH_TOKENS = [
  ["fassport", "admin", "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/"],
  ["supervity", "ada", "/api/v1/integrations/me"],
  ["versori", "ada", `${VERSORI}/embed/${HUB}/users/ada/activations`],
] as const;

async function issue(emulator: Awaited<ReturnType<typeof createTestEmulator>>, json: object) {
  const { status, body } = await emulator.send({ line: "POST /__standin/tokens", json });
  expect(status).toBe(201);
  return (body as unknown as { headers: Record<string, string> }).headers; // by its document, which it keeps
}

function bodyOf({ status, body }: TestReply) {
  return { status, ...(body as object) };
}

test("the clock tells its time, is stopped, moved, set away from real time, and let run again", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const { base } = emulator.sessions;
  expect(bodyOf(await emulator.send({ line: `GET ${CLOCK}` }))).toEqual({
    status: 200,
    schemaVersion: 1,
    now: TEST_INSTANT,
    frozen: true, // as the test's own clock is
    offsetMilliseconds: 0,
  });
  const put = async (json: object) => bodyOf(await emulator.send({ line: `PUT ${CLOCK}`, json }));
  const advance = async (json: object) => bodyOf(await emulator.send({ line: `POST ${CLOCK}/advance`, json }));
  expect(await put({ frozenAt: "2030-06-01T02:00:00+02:00" })).toMatchObject({ now: "2030-06-01T00:00:00.000Z" });
  expect(base.clock.setting).toEqual({ frozenAt: Date.UTC(2030, 5, 1) });
  expect(await advance({ duration: "P1DT1H" })).toMatchObject({ now: "2030-06-02T01:00:00.000Z", frozen: true });
  expect(await advance({ milliseconds: -1 })).toMatchObject({ now: "2030-06-02T00:59:59.999Z" });
  expect(await put({ offsetMilliseconds: 1500 })).toMatchObject({ now: "2026-01-15T12:00:01.500Z" });
  expect(await advance({ milliseconds: 500 })).toMatchObject({ offsetMilliseconds: 2000 });
  expect(await put({ running: true })).toMatchObject({ now: TEST_INSTANT, offsetMilliseconds: 0 });
});

test("a clock that runs is not frozen", async () => {
  const clock = { now: () => 5, frozen: false };
  const emulator = await createTestEmulator({ only: ["fassport"], clock });
  expect((await emulator.send({ line: `GET ${CLOCK}` })).body).toMatchObject({ frozen: false });
});

test("the clock of one session is no other's", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const headers = { "x-standin-session": "own" };
  await emulator.send({ line: `PUT ${CLOCK}`, json: { frozenAt: "2030-01-01T00:00:00Z" }, headers });
  expect((await emulator.send({ line: `GET ${CLOCK}` })).body).toMatchObject({ now: TEST_INSTANT });
});

test.each([
  ["PUT", "", {}],
  ["PUT", "", { frozenAt: "tomorrow" }],
  ["PUT", "", { frozenAt: "1969-12-31T23:59:59Z" }],
  ["PUT", "", { frozenAt: 5 }],
  ["PUT", "", { running: false }],
  ["PUT", "", { running: true, offsetMilliseconds: 5 }],
  ["PUT", "", { offsetMilliseconds: 1.5 }],
  ["PUT", "", { offsetMilliseconds: -9_000_000_000_000_000 }],
  ["POST", "/advance", {}],
  ["POST", "/advance", { milliseconds: "5" }],
  ["POST", "/advance", { milliseconds: 9_000_000_000_000_000 }],
  ["POST", "/advance", { duration: "P1Y" }],
  ["POST", "/advance", { duration: "an hour" }],
  ["POST", "/advance", { duration: `P${"9".repeat(400)}D` }],
])("%s clock%s with %j is refused, and the clock stays", async (method, path, json) => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const reply = await emulator.send({ line: `${method} ${CLOCK}${path}`, json });
  expect(reply).toMatchObject({ status: 400, body: { error: "invalid-request" } });
  expect((await emulator.send({ line: `GET ${CLOCK}` })).body).toMatchObject({ now: TEST_INSTANT });
});

test.each(WITH_TOKENS)("a token of %s is refused from the moment its time is over", async (api, as, path) => {
  const emulator = await createTestEmulator({ only: [api] });
  const headers = await issue(emulator, { api, as, expiresIn: 60 });
  const send = () => emulator.send({ line: `GET ${path}`, headers });
  expect((await send()).status).toBeLessThan(400);
  await emulator.send({ line: `POST ${CLOCK}/advance`, json: { milliseconds: 59_000 } });
  expect((await send()).status).toBeLessThan(400);
  await emulator.send({ line: `POST ${CLOCK}/advance`, json: { milliseconds: 1000 } });
  const refused = await send();
  expect(refused.status).toBe(401);
  expect(refused.headers["www-authenticate"]).toBeDefined();
});

test.each(WITH_TOKENS)("a token of %s holds from the moment its time begins", async (api, as, path) => {
  const emulator = await createTestEmulator({ only: [api] });
  const headers = await issue(emulator, { api, as, notBefore: 60 });
  const send = () => emulator.send({ line: `GET ${path}`, headers });
  expect(await send()).toMatchObject({ status: 401 });
  await emulator.send({ line: `POST ${CLOCK}/advance`, json: { duration: "PT1M" } });
  expect((await send()).status).toBeLessThan(400);
});

test("the documented rate limit of Supervity lets requests through again when its time has passed", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"], rules: { "supervity.rateLimit": "documented" } });
  const me = { line: "GET /api/v1/integrations/me", as: "supervity.ada" };
  let refused = await emulator.send(me);
  for (let count = 0; count < 2000 && refused.status === 200; count++) refused = await emulator.send(me);
  expect(refused.status).toBe(429);
  const seconds = Number(refused.headers["retry-after"]);
  expect(seconds).toBeGreaterThan(0);
  await emulator.send({ line: `POST ${CLOCK}/advance`, json: { milliseconds: seconds * 1000 } });
  expect(await emulator.send(me)).toMatchObject({ status: 200 });
});

test("what is made is dated by the session's clock", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  await emulator.send({ line: `PUT ${CLOCK}`, json: { frozenAt: "2030-01-01T00:00:00Z" } });
  const made = await emulator.send({
    line: "POST /api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/",
    as: "fassport.admin",
    json: { name: "Dated", type: "lms", provider: "canvas", config: {} },
  });
  expect(made.status).toBeLessThan(300);
  expect(JSON.stringify(made.body)).toContain("2030-01-01T00:00:00.000Z");
});
