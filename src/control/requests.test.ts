import { expect, test } from "vitest";
import { createTestEmulator, type TestEmulator } from "../testing/test-emulator.js";
import type { JsonObject } from "../openapi/json.js";

const INSTITUTION = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const INBOX = { name: "New inbox", type: "Email", provider: "Gmail" };

async function listRequests(emulator: TestEmulator, query = "", headers = {}) {
  const { status, body } = await emulator.send({ line: `GET /__standin/requests${query}`, headers });
  expect(status).toBe(200);
  return body as { requests: JsonObject[]; total: number; forgotten: number }; // by its document
}

async function listIds(emulator: TestEmulator, query = "", headers = {}) {
  return (await listRequests(emulator, query, headers)).requests.map(({ id }) => id);
}

test("an exchange is told with who asked, what was answered on which evidence and rules, when, and what it changed", async () => {
  const emulator = await createTestEmulator();
  const sent = await emulator.send({ line: `POST ${INSTITUTION}`, as: "fassport.admin", json: INBOX });
  const id = sent.headers["x-standin-request-id"];
  const { body } = await emulator.send({ line: `GET /__standin/requests/${id}` });
  expect(body).toMatchObject({
    schemaVersion: 1,
    request: {
      id,
      session: null,
      operation: "fassport.createIntegration",
      api: "fassport",
      principal: "admin",
      time: "2026-01-15T12:00:00.000Z",
      clockFrozen: true,
      evidence: "assumed",
      rules: ["F-CREATE-1", "F-CREATE-2", "F-CREATE-3"],
      injected: null,
      request: { method: "POST", url: INSTITUTION, body: INBOX },
      reply: { status: 200, body: sent.body },
      changes: [{ collection: "fassport.integrations", after: sent.body }],
      notes: [],
    },
  });
});

test("a change is told with the record before and after it, a delete with the record before it", async () => {
  const emulator = await createTestEmulator();
  const path = `${INSTITUTION}6790b2b1c3a84d0012e5f7a1`;
  await emulator.send({ line: `PUT ${path}`, as: "fassport.admin", json: { name: "Renamed" } });
  await emulator.send({ line: `DELETE ${path}`, as: "fassport.admin" });
  const { requests } = await listRequests(emulator);
  expect(requests.map(({ changes }) => changes)).toMatchObject([
    [{ before: { name: "Lending inbox" }, after: { name: "Renamed" } }],
    [{ before: { name: "Renamed" } }],
  ]);
  expect(requests[1]).not.toHaveProperty("changes.0.after");
});

test("requests are told by operation, API, status, principal, injection, from one on, and so many at most", async () => {
  const emulator = await createTestEmulator();
  const [list, create, refused, wished, supervity, nowhere] = [
    await emulator.send({ line: `GET ${INSTITUTION}`, as: "fassport.admin" }),
    await emulator.send({ line: `POST ${INSTITUTION}`, as: "fassport.admin", json: INBOX }),
    await emulator.send({ line: `POST ${INSTITUTION}`, as: "fassport.viewer", json: INBOX }),
    await emulator.send({ line: `GET ${INSTITUTION}`, as: "fassport.admin", headers: { prefer: "code=500" } }),
    await emulator.send({ line: "GET /api/v1/integrations/me", as: "supervity.ada" }),
    await emulator.send({ line: "GET /nowhere" }),
  ].map(({ headers }) => headers["x-standin-request-id"]);
  expect(await listIds(emulator)).toEqual([list, create, refused, wished, supervity, nowhere]);
  expect(await listIds(emulator, "?operation=fassport.createIntegration")).toEqual([create, refused]);
  expect(await listIds(emulator, "?api=supervity")).toEqual([supervity]);
  expect(await listIds(emulator, "?status=401")).toEqual([refused]);
  expect(await listIds(emulator, "?principal=admin")).toEqual([list, create]);
  expect(await listIds(emulator, "?injected=true")).toEqual([wished]);
  expect(await listIds(emulator, "?injected=false&api=fassport")).toEqual([list, create, refused]);
  expect(await listIds(emulator, `?since=${refused}`)).toEqual([wished, supervity, nowhere]);
  const newest = await listRequests(emulator, "?limit=2");
  expect([newest.requests.map(({ id }) => id), newest.total]).toEqual([[supervity, nowhere], 6]);
});

test("each session has a journal of its own, in which the control API's own requests leave no trace", async () => {
  const emulator = await createTestEmulator();
  const mine = { "x-standin-session": "mine" };
  await emulator.send({ line: `GET ${INSTITUTION}` });
  const own = await emulator.send({ line: `GET ${INSTITUTION}`, headers: mine });
  expect(await listIds(emulator, "", mine)).toEqual([own.headers["x-standin-request-id"]]);
  expect((await listRequests(emulator, "", mine)).requests).toMatchObject([{ session: "mine" }]);
  expect(await listIds(emulator)).toHaveLength(1);
});

test("a journal that is emptied says how many there were, and leaves the records", async () => {
  const emulator = await createTestEmulator();
  const { body } = await emulator.send({ line: `POST ${INSTITUTION}`, as: "fassport.admin", json: INBOX });
  const { _id: id } = body as { _id: string }; // as every integration has
  const removed = await emulator.send({ line: "DELETE /__standin/requests" });
  expect(removed).toMatchObject({ status: 200, body: { schemaVersion: 1, removed: 1 } });
  expect(await listIds(emulator)).toEqual([]);
  expect(await emulator.send({ line: `GET ${INSTITUTION}${id}`, as: "fassport.admin" })).toMatchObject({ status: 200 });
});

test("what grows beyond the limits is forgotten, and how much that was is told", async () => {
  const emulator = await createTestEmulator({ journal: { count: 2, bytes: 1_000_000 } });
  for (let sent = 0; sent < 5; sent++) await emulator.send({ line: `GET ${INSTITUTION}` });
  expect(await listRequests(emulator)).toMatchObject({
    total: 2,
    forgotten: 3,
    limits: { count: 2, bytes: 1_000_000 },
  });
});

test("a long body is shortened in the list, and longer in the exchange alone", async () => {
  const emulator = await createTestEmulator();
  const config = { text: "x".repeat(10_000) };
  const sent = await emulator.send({ line: `POST ${INSTITUTION}`, as: "fassport.admin", json: { ...INBOX, config } });
  const { requests } = await listRequests(emulator);
  expect(requests[0]).toMatchObject({ request: { shortened: "the beginning of 10075 characters of JSON" } });
  const one = await emulator.send({ line: `GET /__standin/requests/${sent.headers["x-standin-request-id"]}` });
  expect(one.body).toMatchObject({ request: { request: { body: { ...INBOX, config } } } });
});

test("a body that is no JSON is not shown, since nothing tells what in it is secret", async () => {
  const emulator = await createTestEmulator();
  const body = '{"password": "s3cret-and-long"';
  const headers = { "content-type": "application/json" };
  await emulator.send({ line: `POST ${INSTITUTION}`, as: "fassport.admin", body, headers });
  expect((await listRequests(emulator)).requests).toMatchObject([
    { request: { body: "[not well-formed: 30 bytes are not shown]" }, reply: { status: 400 } },
  ]);
});

test.each([
  ["GET /__standin/requests?limit=none", 400, "limit"],
  ["GET /__standin/requests?limit=0", 400, "limit"],
  ["GET /__standin/requests?injected=perhaps", 400, "injected"],
  ["GET /__standin/requests?status=1000", 400, "status"],
])("%s is refused with the parameter named", async (line, status, field) => {
  const emulator = await createTestEmulator();
  expect(await emulator.send({ line })).toMatchObject({
    status,
    body: { error: "invalid-request", fields: [{ field }] },
  });
});

test.each(["GET /__standin/requests/req-999999", "GET /__standin/requests?since=req-999999"])(
  "%s is 404, and says how far the journal goes back",
  async (line) => {
    const emulator = await createTestEmulator();
    const first = await emulator.send({ line: `GET ${INSTITUTION}` });
    const oldest = first.headers["x-standin-request-id"];
    const message = `The journal has no request "req-999999"; its oldest is ${oldest}.`;
    expect(await emulator.send({ line })).toMatchObject({ status: 404, body: { error: "not-found", message } });
  },
);

test("a method that the journal does not have is 405 with those that it has", async () => {
  const emulator = await createTestEmulator();
  const { status, headers } = await emulator.send({ line: "PUT /__standin/requests" });
  expect([status, headers["allow"]]).toEqual([405, "DELETE, GET, HEAD, OPTIONS"]);
});

test("a client's second try after an answer that a fault kept back is told to have made a duplicate", async () => {
  const emulator = await createTestEmulator();
  const fault = {
    operation: "fassport.createIntegration",
    effect: { kind: "status", status: 500 },
    point: "after",
    which: { kind: "first", count: 1 },
  };
  await emulator.send({ line: "PUT /__standin/faults", json: { faults: [fault] } });
  const create = { line: `POST ${INSTITUTION}`, as: "fassport.admin", json: INBOX };
  const [lost, retried] = [await emulator.send(create), await emulator.send(create)];
  expect([lost.status, retried.status]).toEqual([500, 200]);
  const { requests } = await listRequests(emulator);
  expect(requests.map(({ notes }) => notes)).toEqual([
    [],
    [
      `repeats ${lost.headers["x-standin-request-id"]}, which was done and whose answer a fault kept back: ` +
        "what that made is there twice",
    ],
  ]);
  expect(requests[0]).toMatchObject({
    evidence: null,
    injected: { by: "fault", faults: ["fault-1"], effects: ["status after"], hidesAnswer: true },
    changes: [{ after: { name: INBOX.name } }],
  });
});

test("another request after a lost answer is no second try", async () => {
  const emulator = await createTestEmulator();
  const effect = { kind: "status", status: 500 };
  const faults = [
    { operation: "fassport.createIntegration", effect, point: "after", which: { kind: "first", count: 1 } },
  ];
  await emulator.send({ line: "PUT /__standin/faults", json: { faults } });
  await emulator.send({ line: `POST ${INSTITUTION}`, as: "fassport.admin", json: INBOX });
  await emulator.send({ line: `POST ${INSTITUTION}`, as: "fassport.admin", json: { ...INBOX, name: "Another" } });
  expect((await listRequests(emulator)).requests.flatMap(({ notes }) => notes)).toEqual([]);
});
