import { expect, test } from "vitest";
import { loadApis } from "../adapters/load-apis.js";
import { rowsOf, textOf, valuesOf } from "../testing/reply-fields.js";
import { createTestEmulator } from "../testing/test-emulator.js";

/** Read once for all tests of this file: no emulator changes them. */
const apis = await loadApis(["fassport"]);

const HARBOR = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration";
const QUARRY = "/api/v1/institution/679c41d05be2a10018d3f602/integration";
/** Without config, never archived. */
const INBOX = `${HARBOR}/6790b2b1c3a84d0012e5f7a1`;
const ARCHIVED = `${HARBOR}/67caa78cc3a84d0012e5f7a8`;
const NEW = { name: "Inbox", type: "Email", provider: "Gmail" };
const as = "fassport.admin";

test("F-LIST-1.array: the list is a bare array, also when it holds one integration", async () => {
  const { send } = await createTestEmulator({ apis });
  const none = await send({ line: `GET ${QUARRY}/`, as });
  expect(none).toMatchObject({ status: 200, body: [], evidence: "source" });
  const created = await send({ line: `POST ${QUARRY}/`, as, json: NEW });
  const one = await send({ line: `GET ${QUARRY}/`, as });
  expect(one).toMatchObject({ status: 200, body: [created.body], evidence: "source" });
});

test("F-LIST-1.order: the list is in the order of creation, which is assumed as soon as it shows", async () => {
  const { send } = await createTestEmulator({ apis });
  for (const name of ["b", "a", "c"]) await send({ line: `POST ${QUARRY}/`, as, json: { ...NEW, name } });
  const reply = await send({ line: `GET ${QUARRY}/`, as });
  expect(valuesOf(reply, "name")).toEqual(["b", "a", "c"]);
  expect(reply.evidence).toBe("assumed");
});

test("F-LIST-1: the list holds the institution's integrations and nobody else's", async () => {
  const { send } = await createTestEmulator({ apis });
  const reply = await send({ line: `GET ${HARBOR}/`, as });
  expect(new Set(valuesOf(reply, "institution"))).toEqual(new Set(["0f9c0b0b4f0c6b0017f0e3b1"]));
  expect(valuesOf(reply, "status")).toEqual(expect.arrayContaining(["Active", "Inactive", "Error"]));
});

test("F-LIST-2 archivedInList=include: an archived integration is in the list", async () => {
  const { send } = await createTestEmulator({ apis, rules: { "fassport.archivedInList": "include" } });
  const archived = await send({ line: `GET ${ARCHIVED}`, as });
  const list = await send({ line: `GET ${HARBOR}/`, as });
  expect(list.body).toContainEqual(archived.body);
});

test("F-LIST-2 archivedInList=exclude: an archived integration is not in the list, yet can be read", async () => {
  const { send } = await createTestEmulator({ apis, rules: { "fassport.archivedInList": "exclude" } });
  const list = await send({ line: `GET ${HARBOR}/`, as });
  expect(rowsOf(list).length).toBeGreaterThan(1);
  expect(rowsOf(list).filter((row) => "archivedOn" in row)).toEqual([]);
  const archived = await send({ line: `GET ${ARCHIVED}`, as });
  expect(archived.status).toBe(200);
});

test("F-LIST-2: a list that one archived integration is in, or left out of, rests on an assumption", async () => {
  for (const value of ["include", "exclude"]) {
    const { send } = await createTestEmulator({ apis, rules: { "fassport.archivedInList": value } });
    const created = await send({ line: `POST ${QUARRY}/`, as, json: NEW });
    await send({ line: `POST ${QUARRY}/${textOf(created, "_id")}/archive`, as });
    const list = await send({ line: `GET ${QUARRY}/`, as });
    expect(list).toMatchObject({ status: 200, evidence: "assumed" });
    expect(rowsOf(list)).toHaveLength(value === "include" ? 1 : 0);
  }
});

test("F-FIELDS.required: getIntegration gives every field of the documented example but archivedOn", async () => {
  const { send } = await createTestEmulator({ apis });
  const reply = await send({ line: `GET ${INBOX}`, as });
  expect(reply).toMatchObject({ status: 200, evidence: "source" });
  expect(rowsOf(reply).flatMap(Object.keys)).toEqual([
    "_id",
    "institution",
    "name",
    "type",
    "provider",
    "config",
    "status",
    "statusHistory",
    "createdAt",
    "updatedAt",
  ]);
});

test("F-DEL-1.reply: a delete is 200 with the deleted integration", async () => {
  const { send } = await createTestEmulator({ apis });
  const before = await send({ line: `GET ${INBOX}`, as });
  const deleted = await send({ line: `DELETE ${INBOX}`, as });
  expect(deleted).toMatchObject({ status: 200, body: before.body, evidence: "source" });
});

test("F-DEL-1.gone: what is deleted is 404 for read, list and a second delete", async () => {
  const { send } = await createTestEmulator({ apis });
  await send({ line: `DELETE ${INBOX}`, as });
  for (const method of ["GET", "DELETE"]) {
    const reply = await send({ line: `${method} ${INBOX}`, as });
    expect(reply).toMatchObject({ status: 404, body: { name: "Entity not found" } });
  }
  const list = await send({ line: `GET ${HARBOR}/`, as });
  expect(valuesOf(list, "_id")).not.toContain("6790b2b1c3a84d0012e5f7a1");
});

test("F-TEST-1.reply: a test is 200 with an empty body", async () => {
  const { send } = await createTestEmulator({ apis });
  const reply = await send({ line: `POST ${INBOX}/test`, as });
  expect(reply).toMatchObject({ status: 200, body: undefined, evidence: "source" });
  expect(reply.headers).not.toHaveProperty("content-type");
});

test("F-TEST-1.failure: a test that is scripted to fail is the documented 500, once", async () => {
  const { send, sessions } = await createTestEmulator({ apis });
  sessions.base.faults.arm(
    {
      operation: "fassport.testIntegration",
      effect: { kind: "status", status: 500 },
      which: { kind: "first", count: 1 },
    },
    0,
  );
  const line = `POST ${INBOX}/test`;
  const failed = await send({ line, as: "fassport.admin" });
  expect(failed).toMatchObject({
    status: 500,
    body: { name: "Internal Server Error", message: "Internal Server Error", status: 500 },
  });
  expect(failed.headers["x-standin-injected"]).toBe("fault");
  expect((await send({ line, as: "fassport.admin" })).status).toBe(200);
});

test("F-TEST-1.state: a test changes nothing", async () => {
  const emulator = await createTestEmulator({ apis });
  const before = emulator.freeze();
  await emulator.send({ line: `POST ${INBOX}/test`, as });
  expect(emulator.freeze()).toEqual(before);
});
