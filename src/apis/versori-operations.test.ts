import { expect, test } from "vitest";
import { loadApis } from "../adapters/load-apis.js";
import { createTestEmulator, type TestEmulatorOptions } from "../testing/test-emulator.js";
import { VERSORI_OPERATIONS as OPERATIONS } from "../testing/versori-operations.js";

/** What every operation has in common; what one of them does for itself stands in a file of its resource. */
const start = (options: TestEmulatorOptions = {}) => createTestEmulator({ only: ["versori"], ...options });

const GUARDED = OPERATIONS.filter((operation) => operation.for !== "everybody");
const OF_USERS = OPERATIONS.filter((operation) => operation.for === "bob" || operation.for === "users");
const OF_BOB = OPERATIONS.filter((operation) => operation.for === "bob");
const OF_ORGANISATION = OPERATIONS.filter((operation) => operation.for === "organisation");
const WITH_BODY = OPERATIONS.filter(({ good }) => good.json !== undefined);
const WITH_IDS = OPERATIONS.filter(({ good }) => /01J\w{23}/.test(good.line));
const CREATING = OPERATIONS.filter(({ name }) => /^(Create|Activate)/.test(name));

test("V-SCOPE: all operations of the Embedded API are served, and each of them is tried here", async () => {
  const { apis } = await start();
  const served = apis[0]?.document.operations.map(({ id }) => id).toSorted();
  expect(served).toEqual(OPERATIONS.map(({ name }) => name).toSorted());
  expect(served).toHaveLength(31);
});

test.each(OPERATIONS)("$name answers the organisation's API key with $status", async ({ good, status }) => {
  const { send } = await start();
  expect((await send({ ...good, as: "versori.admin" })).status).toBe(status);
});

test.each(OF_USERS)("$name answers the token of the user whom it concerns with $status", async ({ good, status }) => {
  const { send } = await start();
  expect((await send({ ...good, as: "versori.bob" })).status).toBe(status);
});

test.each(GUARDED)("V-AUTH-1: $name without a credential is 401 with the code 401000", async ({ good }) => {
  const { send } = await start();
  const reply = await send(good);
  expect(reply).toMatchObject({ status: 401, body: { code: "401000" }, evidence: "assumed" });
  expect(reply.headers["www-authenticate"]).toBe("Bearer, JWT");
});

test.each(OF_BOB)("V-AUTH-2: $name refuses the token of another user with 403", async ({ good }) => {
  const { send } = await start();
  const reply = await send({ ...good, as: "versori.ada" });
  expect(reply).toMatchObject({ status: 403, body: { code: "403000" }, evidence: "assumed" });
});

test.each(OF_ORGANISATION)("V-AUTH-3: $name refuses every user's token with 403", async ({ good, foreign }) => {
  const { send } = await start();
  // Nor does a user learn whether there is what it asks for.
  for (const request of [good, foreign ?? good]) {
    const reply = await send({ ...request, as: "versori.bob" });
    expect(reply).toMatchObject({ status: 403, body: { code: "403000" }, evidence: "assumed" });
  }
});

test.each(GUARDED)("$name of something that is not there is 404", async ({ unknown }) => {
  const { send } = await start();
  const reply = await send({ line: "", ...unknown, as: "versori.admin" });
  expect(reply).toMatchObject({ status: 404, body: { code: "404000" }, evidence: "assumed" });
});

test.each(GUARDED)("V-AUTH-2.tenant: $name takes what is another organisation's for not there", async (operation) => {
  const emulator = await start();
  const before = JSON.stringify(emulator.freeze().collections);
  const theirs = await emulator.send({ line: "", ...operation.foreign, as: "versori.admin" });
  expect(theirs).toMatchObject({ status: 404, body: { code: "404000" } });
  const ours = await emulator.send({ ...operation.good, as: "versori.stranger" });
  expect(ours).toMatchObject({ status: 404, body: { code: "404000" } });
  expect(JSON.stringify(emulator.freeze().collections)).toBe(before);
});

test.each(WITH_IDS)("V-JSON.form: $name refuses an id that is no ULID with 400 and names it", async ({ good }) => {
  const { send } = await start();
  const line = good.line.replace(/01J\w{23}/, "none");
  const reply = await send({ ...good, line, as: "versori.admin" });
  expect(reply).toMatchObject({ status: 400, body: { code: "400000" } });
  expect(JSON.stringify(reply.body)).toMatch(
    /"field":"(organisation|hub|integration|connection_template|activation)_id"/,
  );
});

test.each(OPERATIONS)("V-JSON: $name refuses a body over 1 MiB with 413", async ({ good }) => {
  const { send } = await start();
  const reply = await send({ line: good.line, as: "versori.admin", json: { note: "x".repeat(1_048_577) } });
  expect(reply).toMatchObject({ status: 413, body: { code: "413000" }, evidence: "assumed" });
});

test.each(WITH_BODY)("V-JSON: $name refuses malformed JSON, no body and another media type", async ({ good }) => {
  const { send } = await start();
  const { line } = good;
  const json = { "content-type": "application/json" };
  const malformed = await send({ line, as: "versori.admin", body: "{", headers: json });
  expect(malformed).toMatchObject({ status: 400, body: { code: "400000" }, evidence: "assumed" });
  const missing = await send({ line, as: "versori.admin" });
  expect(missing).toMatchObject({ status: 400, body: { code: "400000" }, evidence: "assumed" });
  const text = await send({ line, as: "versori.admin", body: "a=b", headers: { "content-type": "text/plain" } });
  expect(text).toMatchObject({ status: 415, body: { code: "415000" }, evidence: "assumed" });
});

test("V-CODE: every operation answers a fault of the stand-in with 500 and the code 500000", async () => {
  const { send } = await start({ apis: await loadBroken(), log: () => {} });
  for (const { name, good } of OPERATIONS) {
    const reply = await send({ ...good, as: "versori.admin" });
    expect(reply, name).toMatchObject({ status: 500, body: { code: "500000" }, evidence: "assumed" });
    expect(JSON.stringify(reply.body)).not.toContain("planted");
  }
});

/** The APIs with behaviours of Versori that all fail. */
async function loadBroken() {
  const apis = await loadApis(["versori"]);
  return apis.map((api) => {
    // Only the control API's definition is a function.
    if (typeof api.definition !== "object") return api;
    const behaviours = Object.fromEntries(OPERATIONS.map(({ name }) => [name, fail]));
    return { ...api, definition: { ...api.definition, behaviours } };
  });
}

function fail(): never {
  throw new Error("a planted fault");
}

test("CreateHub, CreateEndUser and CreateEndUserConnection answer 201, the other creating calls 200", async () => {
  const { send } = await start();
  const statuses: [string, number][] = [];
  for (const { name, good } of CREATING) statuses.push([name, (await send({ ...good, as: "versori.admin" })).status]);
  expect(Object.fromEntries(statuses)).toEqual({
    CreateHub: 201,
    CreateEndUser: 201,
    CreateEndUserConnection: 201,
    CreateIntegration: 200,
    CreateHubConnectionTemplate: 200,
    ActivateIntegration: 200,
  });
});

test("V-RED: no reply of any operation has a secret of the fixture", async () => {
  const { send } = await start();
  for (const { name, good } of OPERATIONS.filter(({ good: { line } }) => !line.startsWith("DELETE"))) {
    const reply = await send({ ...good, as: "versori.admin" });
    expect(JSON.stringify(reply.body) ?? "", name).not.toMatch(/shop-key|-password|-token-of|client-secret|c2lnbmF0/);
  }
});
