import { expect, test } from "vitest";
import { createTestEmulator, type TestEmulator } from "../testing/test-emulator.js";

const INSTITUTION = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const INBOX = {
  name: "Inbox",
  type: "Email",
  provider: "Gmail",
  config: { password: "hush-hush-hush", folders: ["a", "b"] },
};

/** An emulator that was asked to list, to create twice, and to list by somebody who may not. */
async function createAskedEmulator() {
  const emulator = await createTestEmulator();
  const answers = [
    await emulator.send({ line: `GET ${INSTITUTION}?page=2&size=5`, as: "fassport.admin" }),
    await emulator.send({ line: `POST ${INSTITUTION}`, as: "fassport.admin", json: INBOX }),
    await emulator.send({ line: `POST ${INSTITUTION}`, as: "fassport.admin", json: { ...INBOX, name: "Outbox" } }),
    await emulator.send({ line: `GET ${INSTITUTION}` }),
  ];
  return { emulator, ids: answers.map(({ headers }) => headers["x-standin-request-id"]) };
}

function verify(emulator: TestEmulator, json: unknown) {
  return emulator.send({ line: "POST /__standin/requests/verify", json });
}

test.each([
  ["an operation", { operation: "fassport.createIntegration" }, 2],
  ["an operation without its API", { operation: "createIntegration" }, 2],
  ["a method, whatever its case", { method: "get" }, 2],
  ["a path without its query", { path: INSTITUTION }, 4],
  ["some of the query", { query: { page: "2" } }, 1],
  ["another value in the query", { query: { page: "3" } }, 0],
  ["a part of the body", { body: { name: "Inbox", config: { folders: ["a", "b"] } } }, 1],
  ["a part of a list in the body, which is to be whole", { body: { config: { folders: ["a"] } } }, 0],
  ["a principal", { principal: "admin" }, 3],
  ["a status", { status: 401 }, 1],
  ["several points at once", { operation: "fassport.createIntegration", body: { name: "Outbox" }, status: 200 }, 1],
])("requests match by %s", async (_, match, exactly) => {
  const { emulator } = await createAskedEmulator();
  expect(await verify(emulator, { match, exactly })).toMatchObject({
    status: 200,
    body: { schemaVersion: 1, holds: true, expected: { exactly }, actual: exactly },
  });
});

test.each([
  ["at least one, where nothing is said", {}, 200],
  ["exactly so many", { exactly: 2 }, 200],
  ["exactly one more", { exactly: 3 }, 409],
  ["exactly one less", { exactly: 1 }, 409],
  ["at least so many", { atLeast: 2 }, 200],
  ["at least one more", { atLeast: 3 }, 409],
  ["at most so many", { atMost: 2 }, 200],
  ["at most one less", { atMost: 1 }, 409],
  ["between two numbers", { atLeast: 1, atMost: 3 }, 200],
  ["none", { exactly: 0 }, 409],
])("a claim of %s is judged by how many there are", async (_, claim, status) => {
  const { emulator } = await createAskedEmulator();
  const answer = await verify(emulator, { match: { operation: "fassport.createIntegration" }, ...claim });
  expect(answer).toMatchObject({ status, body: { actual: 2 } });
});

test("a claim that does not hold is answered with what was expected, what there is, and what came near", async () => {
  const { emulator, ids } = await createAskedEmulator();
  const match = { operation: "fassport.createIntegration", body: { name: "Letterbox" }, status: 200 };
  const { status, body } = await verify(emulator, { match, exactly: 1 });
  expect(status).toBe(409);
  expect(body).toMatchObject({
    schemaVersion: 1,
    error: "conflict",
    message: "There should be exactly 1 such requests; there are 0.",
    expected: { exactly: 1 },
    actual: 0,
    requests: [],
    nearMisses: [
      { id: ids[2], differences: [{ point: "body", actual: { name: "Outbox" } }] },
      { id: ids[1], differences: [{ point: "body", actual: { name: "Inbox" } }] },
      { id: ids[0], differences: [{ point: "operation" }, { point: "body", actual: null }] },
    ],
  });
  expect(JSON.stringify(body)).not.toContain("hush-hush-hush");
});

test("an order holds where each comes after the one before it, others in between", async () => {
  const { emulator, ids } = await createAskedEmulator();
  const inOrder = [{ operation: "listIntegrations" }, { body: { name: "Outbox" } }, { status: 401 }];
  expect(await verify(emulator, { inOrder })).toMatchObject({
    status: 200,
    body: { holds: true, expected: { inOrder: 3 }, actual: 3, requests: [ids[0], ids[2], ids[3]] },
  });
});

test("an order that does not hold says which one is missing, and after which", async () => {
  const { emulator, ids } = await createAskedEmulator();
  const inOrder = [{ body: { name: "Outbox" } }, { body: { name: "Inbox" } }];
  expect(await verify(emulator, { inOrder })).toMatchObject({
    status: 409,
    body: {
      message: `Number 2 of 2 is missing after ${ids[2]}.`,
      expected: { inOrder: 2 },
      actual: 1,
      requests: [ids[2]],
      nearMisses: [{ id: ids[3], differences: [{ point: "body", actual: null }] }],
    },
  });
});

test("one request does not stand for two in an order", async () => {
  const { emulator } = await createAskedEmulator();
  const once = { status: 401 };
  expect(await verify(emulator, { inOrder: [once, once] })).toMatchObject({ status: 409, body: { actual: 1 } });
});

test("a session's claim is judged by its own requests", async () => {
  const { emulator } = await createAskedEmulator();
  const json = { match: { operation: "createIntegration" } };
  const headers = { "x-standin-session": "other" };
  const answer = await emulator.send({ line: "POST /__standin/requests/verify", json, headers });
  expect(answer).toMatchObject({ status: 409, body: { actual: 0, nearMisses: [] } });
});

test.each([
  ["no claim", {}],
  ["a claim of both kinds", { match: {}, inOrder: [{}] }],
  ["an order of nothing", { inOrder: [] }],
  ["a point that is none", { match: { colour: "red" } }],
  ["a number that is none", { match: {}, exactly: "two" }],
])("%s is refused as not valid", async (_, claim) => {
  const emulator = await createTestEmulator();
  expect(await verify(emulator, claim)).toMatchObject({ status: 400, body: { error: "invalid-request" } });
});
