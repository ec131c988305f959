import { expect, test } from "vitest";
import { createMemoryStore } from "../testing/create-memory-store.js";
import { createTestEmulator, type TestEmulator } from "../testing/test-emulator.js";
import { ACTIVATE_PLAIN, HUB, SHOP_OF_ADA, UNDEPLOYED, VERSORI } from "../testing/versori-demo.js";

const STATE = "/__standin/state";

/** A record as the control API shows it. */
async function read(emulator: TestEmulator, path: string): Promise<Record<string, unknown>> {
  const { status, body } = await emulator.send({ line: `GET ${STATE}/${path}` });
  expect(status).toBe(200);
  return (body as { record: Record<string, unknown> }).record; // by its document, which it keeps
}

test("a demo can connect a Supervity account, which its owner then sees and shares", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  const id = "019d2470-0db1-7000-8591-00000000c0de";
  const account = {
    id,
    organisation: "demo",
    owner: "019d2470-0db1-7000-8591-000000000001",
    integrationSlug: "slack",
    accountIdentifier: "ada@second.example",
    baseUrl: null,
    sharedTeamKeys: [],
    connectedAt: "2026-01-15T12:00:00.000Z",
    updatedAt: "2026-01-15T12:00:00.000Z",
  };
  expect(await emulator.send({ line: `POST ${STATE}/supervity/accounts`, json: account })).toMatchObject({
    status: 201,
    body: { schemaVersion: 1, record: account },
  });
  const seen = await emulator.send({ line: "GET /api/v1/integrations/me", as: "supervity.ada" });
  expect(seen.status).toBe(200);
  expect(JSON.stringify(seen.body)).toContain(id);
  const share = { line: `PATCH /api/v1/integrations/accounts/${id}/sharing`, as: "supervity.ada" };
  expect(await emulator.send({ ...share, json: { shareWithTeamKeys: ["finance"] } })).toMatchObject({ status: 200 });
  expect(await read(emulator, `supervity/accounts/${id}`)).toMatchObject({ sharedTeamKeys: ["finance"] });
});

test("a demo can deploy a Versori integration, which can then be activated", async () => {
  const emulator = await createTestEmulator({ only: ["versori"] });
  const json = {
    ...ACTIVATE_PLAIN,
    integrationId: UNDEPLOYED,
    connections: [{ templateId: "01J0000000000000000000TMP7", connectionId: SHOP_OF_ADA }],
  };
  const activation = { line: `POST ${VERSORI}/activations`, as: "versori.admin", json };
  expect(await emulator.send(activation)).toMatchObject({ status: 409 });
  const patch = { line: `PATCH ${STATE}/versori/integrations/${UNDEPLOYED}`, json: { isDeployed: true } };
  expect(await emulator.send(patch)).toMatchObject({ status: 200, body: { record: { isDeployed: true } } });
  expect(await emulator.send(activation)).toMatchObject({ status: 200 });
});

test("records are listed, read, added, replaced, changed and removed", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  const path = `${STATE}/supervity/organisations`;
  const put = { line: `PUT ${path}/new.org`, json: { name: "New" } };
  expect(await emulator.send(put)).toMatchObject({ status: 201, body: { record: { key: "new.org", name: "New" } } });
  expect(await emulator.send({ ...put, json: { key: "new.org", name: "Newer" } })).toMatchObject({ status: 200 });
  const patch = { line: `PATCH ${path}/new.org`, body: '{"name":"Newest"}' };
  const headers = { "content-type": "application/merge-patch+json" };
  expect(await emulator.send({ ...patch, headers })).toMatchObject({ body: { record: { name: "Newest" } } });
  expect(await read(emulator, "supervity/organisations/new.org")).toEqual({ key: "new.org", name: "Newest" });
  const { body } = await emulator.send({ line: `GET ${path}` });
  expect(body).toMatchObject({ records: expect.arrayContaining([{ key: "new.org", name: "Newest" }]) as unknown });
  expect(await emulator.send({ line: `DELETE ${path}/new.org` })).toMatchObject({
    status: 200,
    body: { removed: [{ collection: "supervity.organisations", id: "new.org" }] },
  });
  expect(await emulator.send({ line: `GET ${path}/new.org` })).toMatchObject({ status: 404 });
});

test("a record of one session is in no other", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  const headers = { "x-standin-session": "own" };
  const path = `${STATE}/supervity/organisations`;
  await emulator.send({ line: `POST ${path}`, json: { key: "own", name: "Own" }, headers });
  expect(await emulator.send({ line: `GET ${path}/own`, headers })).toMatchObject({ status: 200 });
  expect(await emulator.send({ line: `GET ${path}/own` })).toMatchObject({ status: 404 });
  const prefixed = `GET /__standin/s/own${path}/own`;
  expect(await emulator.send({ line: prefixed })).toMatchObject({ status: 200 });
});

test.each([
  ["breaks its schema", "POST", "", { key: "a", name: 5 }, 400, "name"],
  ["lacks a field", "POST", "", { key: "a" }, 400, "name"],
  ["has an unknown field", "POST", "", { key: "a", name: "A", color: "red" }, 400, "color"],
  ["has a taken identity", "POST", "", { key: "demo", name: "Again" }, 409, "key"],
  ["has another identity than its path", "PUT", "/a", { key: "b", name: "B" }, 400, "key"],
  ["loses a field by a patch", "PATCH", "/demo", { name: null }, 400, "name"],
  ["gets another identity by a patch", "PATCH", "/demo", { key: "other" }, 400, "key"],
])(
  "a record that %s is refused by its field, and nothing is changed",
  async (_what, method, id, json, status, field) => {
    const emulator = await createTestEmulator({ only: ["supervity"] });
    const before = emulator.freeze();
    const reply = await emulator.send({ line: `${method} ${STATE}/supervity/organisations${id}`, json });
    expect(reply).toMatchObject({ status, body: { fields: [{ field }] } });
    expect(emulator.freeze()).toEqual(before);
  },
);

test("a reference that leads nowhere is refused by its field", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  const json = { id: "019d2470-0db1-7000-8591-00000000c0de", organisation: "nobody", key: "x", name: "X" };
  expect(await emulator.send({ line: `POST ${STATE}/supervity/teams`, json })).toMatchObject({
    status: 409,
    body: { error: "conflict", fields: [{ field: "organisation" }] },
  });
});

test("a unique value that is taken is refused by its field", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  const { body } = await emulator.send({ line: `GET ${STATE}/supervity/users` });
  const [user] = (body as { records: Record<string, unknown>[] }).records;
  const json = { ...user, id: "019d2470-0db1-7000-8591-00000000c0de" };
  expect(await emulator.send({ line: `POST ${STATE}/supervity/users`, json })).toMatchObject({
    status: 409,
    body: { fields: [{ field: "email" }] },
  });
});

test("a record to which another refers that must stay is not removed; what belongs to one goes with it", async () => {
  const emulator = await createTestEmulator({ only: ["versori"] });
  expect(await emulator.send({ line: `DELETE ${STATE}/versori/hubs/${HUB}` })).toMatchObject({
    status: 409,
    body: { error: "conflict" },
  });
  const { body } = await emulator.send({ line: `DELETE ${STATE}/versori/activations/01J0000000000000000000ACT1` });
  expect(body).toMatchObject({
    removed: expect.arrayContaining([
      { collection: "versori.activations", id: "01J0000000000000000000ACT1" },
      { collection: "versori.activationConnections", id: "01J0000000000000000000ACN1" },
    ]) as unknown,
  });
});

test.each([
  ["GET", "nobody/things", 404, 'No API "nobody" has records; there are: fassport, supervity, versori.'],
  ["GET", "standin/things", 404, 'No API "standin" has records'],
  ["GET", "fassport/integration", 404, "did you mean integrations?"],
  ["GET", "fassport/__proto__", 404, "fassport has no collection"],
  ["GET", "fassport/integrations/nothing", 404, 'fassport.integrations has no record "nothing".'],
  ["PATCH", "fassport/integrations/nothing", 404, "has no record"],
  ["DELETE", "fassport/integrations/nothing", 404, "has no record"],
  ["POST", "nobody/things", 404, "No API"],
  ["PUT", "fassport/nothings/1", 404, "has no collection"],
  ["POST", "fassport/integrations/1", 405, "does not take this method"],
])("%s of %s is %d", async (method, path, status, message) => {
  const emulator = await createTestEmulator();
  const json = method === "GET" || method === "DELETE" ? undefined : {};
  const reply = await emulator.send({ line: `${method} ${STATE}/${path}`, json });
  expect(reply).toMatchObject({ status, body: { message: expect.stringContaining(message) as unknown } });
});

test("a body that is no object is refused", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const line = `POST ${STATE}/fassport/integrations`;
  expect(await emulator.send({ line, json: [] })).toMatchObject({ status: 400 });
  expect(await emulator.send({ line })).toMatchObject({ status: 400 });
  expect(await emulator.send({ line, body: "{", headers: { "content-type": "application/json" } })).toMatchObject({
    status: 400,
    body: { error: "malformed-body" },
  });
});

test("secrets do not leave, and stay what they are when they are written back", async () => {
  const emulator = await createTestEmulator();
  const secrets = ["shop-key-of-ada", "versori-demo-api-key-1"];
  for (const path of ["versori/connections", "versori/apiKeys", "versori/signingKeys", "fassport/signingKeys"]) {
    const { body } = await emulator.send({ line: `GET ${STATE}/${path}` });
    const text = JSON.stringify(body);
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/"(d|p|q|dp|dq|qi|k)":"(?!\[REDACTED\]")/);
    expect(text).toContain("[REDACTED]");
  }
  const before = emulator.freeze();
  for (const path of [`versori/connections/${SHOP_OF_ADA}`, "versori/apiKeys/01J0000000000000000000KEY1"]) {
    const record = await read(emulator, path);
    expect(await emulator.send({ line: `PUT ${STATE}/${path}`, json: record })).toMatchObject({ status: 200 });
    expect(await emulator.send({ line: `PATCH ${STATE}/${path}`, json: record })).toMatchObject({ status: 200 });
  }
  expect(emulator.freeze()).toEqual(before);
});

test("a new secret takes the place of the one that was stored, and does not come back", async () => {
  const emulator = await createTestEmulator({ only: ["versori"] });
  const path = "versori/apiKeys/01J0000000000000000000KEY1";
  const json = { value: "another-api-key-of-mine" };
  const { body } = await emulator.send({ line: `PATCH ${STATE}/${path}`, json });
  expect(JSON.stringify(body)).not.toContain(json.value);
  expect(JSON.stringify(emulator.freeze())).toContain(json.value);
});

test("the mark of a secret that is not stored is refused by its field", async () => {
  const emulator = await createTestEmulator({ only: ["versori"] });
  const record = await read(emulator, "versori/apiKeys/01J0000000000000000000KEY1");
  const json = { ...record, id: "01J0000000000000000000KEY9" };
  expect(await emulator.send({ line: `POST ${STATE}/versori/apiKeys`, json })).toMatchObject({
    status: 400,
    body: { fields: [{ field: "value", message: "is redacted, and nothing is stored there" }] },
  });
});

test("a write from outside is kept where the state is", async () => {
  const store = createMemoryStore();
  const emulator = await createTestEmulator({ only: ["supervity"], store });
  await emulator.send({ line: `POST ${STATE}/supervity/organisations`, json: { key: "new", name: "New" } });
  expect(store.load().frozen).toEqual(emulator.freeze());
  const headers = { "x-standin-session": "own" };
  await emulator.send({ line: `DELETE ${STATE}/supervity/organisations/new`, headers });
  expect(store.told).toEqual({ whole: 0, steps: 1 });
});
