import { expect, test } from "vitest";
import { loadApis } from "../adapters/load-apis.js";
import { rowsOf, textOf, valuesOf } from "../testing/reply-fields.js";
import { createTestEmulator, TEST_INSTANT } from "../testing/test-emulator.js";

/** Read once for all tests of this file: no emulator changes them. */
const apis = await loadApis(["fassport"]);

const HARBOR = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration";
const QUARRY = "/api/v1/institution/679c41d05be2a10018d3f602/integration";
/** Without config, never archived. */
const INBOX = `${HARBOR}/6790b2b1c3a84d0012e5f7a1`;
/** With a config of its own. */
const AGREEMENTS = `${HARBOR}/67b44d5dc3a84d0012e5f7a5`;
const UNKNOWN = "aaaaaaaaaaaaaaaaaaaaaaaa";
const NEW = { name: "Inbox", type: "Email", provider: "Gmail" };
/** vitest types its matchers as `any`; as `unknown` they may stand in an expected value. */
const ANY_TEXT: unknown = expect.any(String);
const as = "fassport.admin";

test("F-CREATE-1: a create is 200 with the integration, which can then be read", async () => {
  const { send } = await createTestEmulator({ apis });
  const created = await send({ line: `POST ${HARBOR}/`, as, json: { ...NEW, config: { folder: "Inbox" } } });
  expect(created).toMatchObject({ status: 200, body: { ...NEW, config: { folder: "Inbox" } } });
  const id = textOf(created, "_id");
  expect(id).toMatch(/^[0-9a-f]{24}$/);
  const read = await send({ line: `GET ${HARBOR}/${id}`, as });
  expect(read.body).toEqual(created.body);
});

for (const json of [
  {},
  { type: "Email", provider: "Gmail" },
  { ...NEW, name: "" },
  { ...NEW, provider: 5 },
  { ...NEW, config: [] },
  [NEW],
  null,
]) {
  test(`F-CREATE-2 createBody=strict: a create with ${JSON.stringify(json)} is 400 and makes nothing`, async () => {
    const { send } = await createTestEmulator({ apis, rules: { "fassport.createBody": "strict" } });
    const reply = await send({ line: `POST ${QUARRY}/`, as, json });
    const body = { name: "ValidationError", message: ANY_TEXT, status: 400 };
    expect(reply).toMatchObject({ status: 400, body, evidence: "assumed" });
    const list = await send({ line: `GET ${QUARRY}/`, as });
    expect(list.body).toEqual([]);
  });
}

test("F-CREATE-2 createBody=strict: a create without a body is 400 and names what is missing", async () => {
  const { send } = await createTestEmulator({ apis });
  const reply = await send({ line: `POST ${HARBOR}/`, as });
  expect(reply).toMatchObject({ status: 400, body: { name: "ValidationError" } });
  expect(textOf(reply, "message")).toMatch(/name .*type .*provider /);
});

test("F-CREATE-2: config is an empty object by default, and unknown keys are ignored", async () => {
  const { send } = await createTestEmulator({ apis });
  const json = { ...NEW, _id: UNKNOWN, status: "Error", archivedOn: TEST_INSTANT, colour: "red" };
  const reply = await send({ line: `POST ${HARBOR}/`, as, json });
  expect(reply).toMatchObject({ status: 200, body: { ...NEW, config: {}, status: "Active" } });
  expect(valuesOf(reply, "_id")).not.toContain(UNKNOWN);
  expect(rowsOf(reply).filter((row) => "colour" in row || "archivedOn" in row)).toEqual([]);
});

test("F-CREATE-2 createBody=documented: a create without a body fills empty strings and an empty config", async () => {
  const { send } = await createTestEmulator({ apis, rules: { "fassport.createBody": "documented" } });
  const reply = await send({ line: `POST ${HARBOR}/`, as });
  expect(reply).toMatchObject({ status: 200, body: { name: "", type: "", provider: "", config: {} } });
});

for (const json of [{ name: 5, config: "none", provider: "Gmail" }, [NEW], "text", 7, null, { ["__proto__"]: {} }]) {
  test(`F-CREATE-2 createBody=documented: a create with ${JSON.stringify(json)} is taken`, async () => {
    const { send } = await createTestEmulator({ apis, rules: { "fassport.createBody": "documented" } });
    const reply = await send({ line: `POST ${HARBOR}/`, as, json });
    expect(reply).toMatchObject({ status: 200, body: { name: "", type: "", config: {} } });
  });
}

test("F-CREATE-3.status, F-CREATE-3.history, F-CREATE-3.archived: a new integration is Active, without history, not archived", async () => {
  const { send } = await createTestEmulator({ apis });
  const reply = await send({ line: `POST ${HARBOR}/`, as, json: NEW });
  expect(reply.body).toMatchObject({ status: "Active", statusHistory: [], createdAt: TEST_INSTANT });
  expect(reply.body).not.toHaveProperty("archivedOn");
});

test("F-UPD-1: updateIntegration merges what is sent, config as a whole", async () => {
  const { send } = await createTestEmulator({ apis });
  const before = await send({ line: `GET ${AGREEMENTS}`, as });
  const after = await send({
    line: `PUT ${AGREEMENTS}`,
    as,
    json: { name: "Contracts", config: { template: "loan" } },
  });
  const [row] = rowsOf(before);
  const changed = { ...row, name: "Contracts", config: { template: "loan" }, updatedAt: TEST_INSTANT };
  expect(after).toMatchObject({ status: 200, body: changed, evidence: "assumed" });
  expect(valuesOf(after, "config")).toEqual([{ template: "loan" }]);
  const read = await send({ line: `GET ${AGREEMENTS}`, as });
  expect(read.body).toEqual(after.body);
});

test("F-UPD-1: updateIntegration ignores status, unknown keys and the fields that the server owns", async () => {
  const { send } = await createTestEmulator({ apis });
  const before = await send({ line: `GET ${INBOX}`, as });
  const owned = { _id: UNKNOWN, institution: "679c41d05be2a10018d3f602", archivedOn: TEST_INSTANT };
  const more = { createdAt: TEST_INSTANT, updatedAt: 5, statusHistory: [1], status: "Error", colour: "red" };
  const after = await send({ line: `PUT ${INBOX}`, as, json: { ...owned, ...more } });
  expect(after).toMatchObject({ status: 200, body: before.body });
});

test("F-UPD-1: updateIntegration without a body changes nothing", async () => {
  const { send } = await createTestEmulator({ apis });
  const before = await send({ line: `GET ${INBOX}`, as });
  const after = await send({ line: `PUT ${INBOX}`, as });
  expect(after.body).toEqual(before.body);
});

test("F-CREATE-2.update createBody=strict: an update that a create would refuse is 400 and changes nothing", async () => {
  const { send } = await createTestEmulator({ apis });
  const before = await send({ line: `GET ${INBOX}`, as });
  for (const json of [{ name: "" }, { type: 5 }, { config: [] }, []]) {
    const reply = await send({ line: `PUT ${INBOX}`, as, json });
    expect(reply).toMatchObject({ status: 400, body: { name: "ValidationError", status: 400 }, evidence: "assumed" });
  }
  const after = await send({ line: `GET ${INBOX}`, as });
  expect(after.body).toEqual(before.body);
});

test("F-CREATE-2.update createBody=documented: an update takes what fits and leaves the rest as it was", async () => {
  const { send } = await createTestEmulator({ apis, rules: { "fassport.createBody": "documented" } });
  const before = await send({ line: `GET ${INBOX}`, as });
  const after = await send({ line: `PUT ${INBOX}`, as, json: { name: "", type: 5, config: [] } });
  expect(rowsOf(after)).toEqual(rowsOf(before).map((row) => ({ ...row, name: "", updatedAt: TEST_INSTANT })));
});

test("F-CFG: config is given back as it was stored, which is assumed only where there is some", async () => {
  const { send } = await createTestEmulator({ apis });
  const config = { password: "open sesame", nested: [{ token: null }] };
  const updated = await send({ line: `PUT ${INBOX}`, as, json: { config } });
  expect(updated.body).toMatchObject({ config });
  const withConfig = await send({ line: `GET ${INBOX}`, as });
  expect(withConfig).toMatchObject({ body: { config }, evidence: "assumed" });
});
