import { expect, test } from "vitest";
import { loadApis } from "../adapters/load-apis.js";
import { textOf, valuesOf } from "../testing/reply-fields.js";
import { createTestEmulator, TEST_INSTANT } from "../testing/test-emulator.js";

/** Read once for all tests of this file: no emulator changes them. */
const apis = await loadApis(["fassport"]);

const HARBOR = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration";
/** Without config, never archived. */
const INBOX = `${HARBOR}/6790b2b1c3a84d0012e5f7a1`;
const ARCHIVED = `${HARBOR}/67caa78cc3a84d0012e5f7a8`;
const as = "fassport.admin";

for (const json of [undefined, {}, { status: "" }, { status: 5 }, { status: null }, []]) {
  test(`F-STAT-1: updateIntegrationStatus with ${JSON.stringify(json)} is 400`, async () => {
    const { send } = await createTestEmulator({ apis });
    const reply = await send({ line: `PUT ${INBOX}/status`, as, json });
    expect(reply).toMatchObject({ status: 400, body: { name: "ValidationError", status: 400 }, evidence: "assumed" });
  });
}

test("F-STAT-2: updateIntegrationStatus takes any non-empty status, from any other", async () => {
  const { send } = await createTestEmulator({ apis });
  for (const status of ["Inactive", "Error", "on holiday", "Active"]) {
    const reply = await send({ line: `PUT ${INBOX}/status`, as, json: { status } });
    expect(reply).toMatchObject({ status: 200, body: { status }, evidence: "assumed" });
  }
});

test("F-STAT-3: a changed status appends the one before with the instant to the history", async () => {
  const { send } = await createTestEmulator({ apis });
  await send({ line: `PUT ${INBOX}/status`, as, json: { status: "Inactive" } });
  const reply = await send({ line: `PUT ${INBOX}/status`, as, json: { status: "Error" } });
  const statusHistory = [
    { status: "Active", date: TEST_INSTANT },
    { status: "Inactive", date: TEST_INSTANT },
  ];
  expect(reply.body).toMatchObject({ status: "Error", statusHistory });
});

test("F-STAT-3: the same status again changes nothing", async () => {
  const { send } = await createTestEmulator({ apis });
  const before = await send({ line: `GET ${INBOX}`, as });
  const after = await send({ line: `PUT ${INBOX}/status`, as, json: { status: "Active" } });
  expect(after).toMatchObject({ status: 200, body: before.body });
});

test("F-ARCH-1.archive: archive sets archivedOn and leaves the status", async () => {
  const { send } = await createTestEmulator({ apis });
  const reply = await send({ line: `POST ${INBOX}/archive`, as });
  const body = { status: "Active", archivedOn: TEST_INSTANT, updatedAt: TEST_INSTANT };
  expect(reply).toMatchObject({ status: 200, body, evidence: "inferred" });
});

test("F-ARCH-1.unarchive: unarchive removes archivedOn", async () => {
  const { send } = await createTestEmulator({ apis });
  const reply = await send({ line: `POST ${ARCHIVED}/unarchive`, as });
  expect(reply).toMatchObject({ status: 200, body: { updatedAt: TEST_INSTANT }, evidence: "assumed" });
  expect(reply.body).not.toHaveProperty("archivedOn");
});

test("F-ARCH-1.idempotent: a second archive keeps the first instant, a second unarchive changes nothing", async () => {
  const { send } = await createTestEmulator({ apis });
  for (const [path, verb] of [
    [ARCHIVED, "archive"],
    [INBOX, "unarchive"],
  ]) {
    const before = await send({ line: `GET ${path}`, as });
    const again = await send({ line: `POST ${path}/${verb}`, as });
    expect(again).toMatchObject({ status: 200, body: before.body, evidence: "assumed" });
  }
});

test("F-UPDAT: updatedAt grows by at least 1 ms at each change while the clock runs, however fast they come", async () => {
  // A clock that runs, but so slowly that several calls fall on one instant.
  const clock = { now: () => Date.parse(TEST_INSTANT), frozen: false };
  const { send } = await createTestEmulator({ apis, clock });
  const times: number[] = [];
  for (const [line, json] of [
    [`PUT ${INBOX}`, { name: "Renamed" }],
    [`PUT ${INBOX}/status`, { status: "Inactive" }],
    [`POST ${INBOX}/archive`, undefined],
    [`POST ${INBOX}/unarchive`, undefined],
  ] as const) {
    const reply = await send({ line, as, json });
    times.push(Date.parse(textOf(reply, "updatedAt")) - clock.now());
  }
  expect(times).toEqual([0, 1, 2, 3]);
});

test("F-UPDAT: under a frozen clock updatedAt stays", async () => {
  const { send } = await createTestEmulator({ apis });
  for (const name of ["one", "two"]) {
    const reply = await send({ line: `PUT ${INBOX}`, as, json: { name } });
    expect(valuesOf(reply, "updatedAt")).toEqual([TEST_INSTANT]);
  }
});
