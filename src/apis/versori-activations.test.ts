import { expect, test } from "vitest";
import { createTestEmulator, type TestEmulatorOptions, type TestRequest } from "../testing/test-emulator.js";
import {
  ACTIVATE_PLAIN,
  ACTIVATE_TWO,
  ACTIVATE_WITH_SCHEMA,
  ADA,
  HUB,
  NOTHING,
  OF_BOB,
  OF_TWO,
  PLAIN,
  SECOND_HUB,
  SHOP_OF_BOB,
  UNDEPLOYED,
  VERSORI,
  WITH_SCHEMA,
} from "../testing/versori-demo.js";

const LIST_OF_BOB = `GET ${VERSORI}/embed/${HUB}/users/bob/activations`;
const VARIABLES_OF_BOB = `PUT ${VERSORI}/activations/${OF_BOB}/variables`;

function activate(json: object): TestRequest {
  return { line: `POST ${VERSORI}/activations`, as: "versori.admin", json };
}

const ANY_TEXT: unknown = expect.any(String);
const A_ULID: unknown = expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/);
const IS_ADA: unknown = expect.objectContaining({ id: ADA, externalId: "ada", displayName: "Ada", hubId: HUB });

const start = (options: TestEmulatorOptions = {}) => createTestEmulator({ only: ["versori"], ...options });

test("the demo fixture and the empty one fit the document, and the empty one has nobody who could activate", async () => {
  const demo = await start();
  expect(demo.complaints).toEqual([]);
  const empty = await start({ seed: "empty" });
  expect(empty.complaints).toEqual([]);
  const reply = await empty.send({ ...activate(ACTIVATE_PLAIN) });
  expect(reply.status).toBe(404);
});

test("each stored record keeps to the schema of its collection", async () => {
  const emulator = await start();
  const [api] = emulator.apis;
  const faults = Object.entries(emulator.freeze().collections).flatMap(([name, records]) =>
    records.flatMap((record) => api?.document.collections[name.replace("versori.", "")]?.validate(record)),
  );
  expect(faults).toEqual([]);
});

test("V-JSON.form: ActivateIntegration names every missing field at its place", async () => {
  const { send } = await start();
  const reply = await send(activate({ integrationId: PLAIN, connections: [{ connectionId: SHOP_OF_BOB }] }));
  expect(reply).toMatchObject({ status: 400, body: { code: "400000" } });
  expect(JSON.stringify(reply.body)).toContain('"field":"userId"');
  expect(JSON.stringify(reply.body)).toContain('"field":"connections[0].templateId"');
});

test("V-UNDEF: an unknown path is 404 in the form of the API's errors", async () => {
  const { send } = await start();
  const reply = await send({ line: `GET ${VERSORI}/nothing`, as: "versori.admin" });
  expect(reply).toMatchObject({
    status: 404,
    body: { code: "404000", message: ANY_TEXT },
    evidence: "assumed",
  });
});

test("V-UNDEF: a method that a path does not have is 405 with those that it has", async () => {
  const { send } = await start();
  const reply = await send({ line: `PATCH ${VERSORI}/activations/${OF_BOB}`, as: "versori.admin" });
  expect(reply).toMatchObject({ status: 405, body: { code: "405000" }, evidence: "assumed" });
  expect(reply.headers["allow"]).toContain("DELETE");
});

test("the API is found under the paths of all of its documented servers", async () => {
  const { send } = await start();
  const reply = await send({ line: `GET /embedded/v1/activations/${OF_BOB}`, as: "versori.admin" });
  expect(reply.status).toBe(200);
});

test("V-ORDER: of several faults ActivateIntegration tells the first in the documented order", async () => {
  const { send } = await start();
  const wrong = {
    userId: 7,
    userIdType: "other",
    integrationId: NOTHING,
    connections: [],
    dynamicVariables: { region: "moon" },
  };
  const form = await send(activate(wrong));
  expect(form.status).toBe(400);
  expect(JSON.stringify(form.body)).toContain('"field":"userId"');
  const kindOfId = await send(activate({ ...wrong, userId: "nobody" }));
  expect(kindOfId).toMatchObject({ status: 400, body: { fields: [{ field: "userIdType" }] } });
  const unknown = await send(activate({ ...wrong, userId: "nobody", userIdType: "external" }));
  expect(unknown).toMatchObject({ status: 404, body: { message: "There is no such integration" } });
  const nobody = await send(
    activate({ ...ACTIVATE_PLAIN, userId: "nobody", integrationId: UNDEPLOYED, connections: [] }),
  );
  expect(nobody).toMatchObject({ status: 404, body: { message: "There is no such user in the integration's hub" } });
  const undeployed = await send(activate({ ...ACTIVATE_PLAIN, integrationId: UNDEPLOYED, connections: [] }));
  expect(undeployed.status).toBe(409);
  const unconnected = await send(activate({ ...ACTIVATE_WITH_SCHEMA, connections: [], dynamicVariables: {} }));
  expect(unconnected).toMatchObject({ status: 400, body: { fields: [{ field: "connections" }] } });
  const variables = await send(activate({ ...ACTIVATE_WITH_SCHEMA, dynamicVariables: {} }));
  expect(variables).toMatchObject({ status: 400, body: { fields: [{ field: "dynamicVariables.region" }] } });
});

test("V-UID-1: ActivateIntegration finds the user by the external id unless it is told otherwise", async () => {
  const { send } = await start();
  const byDefault = await send(activate(ACTIVATE_PLAIN));
  expect(byDefault).toMatchObject({ status: 200, body: { user: { id: ADA, externalId: "ada" } } });
  const named = await send(activate({ ...ACTIVATE_PLAIN, userIdType: "external" }));
  expect(named).toMatchObject({ status: 200, body: { user: { id: ADA } } });
  const internal = await send(activate({ ...ACTIVATE_PLAIN, userId: ADA }));
  expect(internal.status).toBe(404);
});

test("V-UID-1: ActivateIntegration finds the user by the internal id when userIdType says so", async () => {
  const { send } = await start();
  const internal = await send(activate({ ...ACTIVATE_PLAIN, userId: ADA, userIdType: "internal" }));
  expect(internal).toMatchObject({ status: 200, body: { user: { externalId: "ada" } } });
  const external = await send(activate({ ...ACTIVATE_PLAIN, userIdType: "internal" }));
  expect(external.status).toBe(404);
});

test("V-UID-1: ActivateIntegration refuses any other userIdType with 400", async () => {
  const { send } = await start();
  const reply = await send(activate({ ...ACTIVATE_PLAIN, userIdType: "either" }));
  expect(reply).toMatchObject({ status: 400, body: { code: "400000", fields: [{ field: "userIdType" }] } });
});

test("V-UID-1: ActivateIntegration looks the user up in the integration's hub", async () => {
  const { send } = await start();
  const integrationId = "01J0000000000000000000DEM5";
  const connections = [{ templateId: "01J0000000000000000000TMP8", connectionId: "01J0000000000000000000CNX7" }];
  const reply = await send(activate({ userId: "ada", integrationId, connections }));
  expect(reply).toMatchObject({ status: 200, body: { hubId: SECOND_HUB, user: { id: "01J0000000000000000000VSR4" } } });
  const elsewhere = await send(activate({ userId: ADA, userIdType: "internal", integrationId, connections }));
  expect(elsewhere.status).toBe(404);
});

test("V-UID-2: ActivateIntegration for a user who is not in the hub is 404", async () => {
  const { send } = await start();
  const reply = await send(activate({ ...ACTIVATE_PLAIN, userId: "nobody" }));
  expect(reply).toMatchObject({ status: 404, body: { code: "404000" }, evidence: "assumed" });
});

test("V-INT-1: ActivateIntegration refuses an integration id that is no ULID, as the documented sample has it", async () => {
  const { send } = await start();
  const reply = await send(activate({ ...ACTIVATE_PLAIN, integrationId: "<string>" }));
  expect(reply).toMatchObject({
    status: 400,
    body: { code: "400000", fields: [{ field: "integrationId" }] },
    evidence: "assumed",
  });
});

test("V-INT-1: ActivateIntegration of a well-formed but unknown integration is 404", async () => {
  const { send } = await start();
  const reply = await send(activate({ ...ACTIVATE_PLAIN, integrationId: NOTHING }));
  expect(reply).toMatchObject({ status: 404, body: { code: "404000" }, evidence: "assumed" });
});

test("V-INT-2: ActivateIntegration of an integration that is not deployed is 409", async () => {
  const { send } = await start();
  const reply = await send(activate({ ...ACTIVATE_PLAIN, integrationId: UNDEPLOYED }));
  expect(reply).toMatchObject({ status: 409, body: { code: "409000" }, evidence: "assumed" });
});

test("V-ACT-1 secondActivation=allow: a second activation of an integration gets an id of its own", async () => {
  const { send } = await start({ rules: { "versori.secondActivation": "allow" } });
  const first = await send(activate(ACTIVATE_PLAIN));
  const second = await send(activate(ACTIVATE_PLAIN));
  expect([first.status, second.status]).toEqual([200, 200]);
  const list = await send({
    line: `GET ${VERSORI}/embed/${HUB}/users/ada/activations?integration_id=${PLAIN}`,
    as: "versori.admin",
  });
  expect(list.body).toEqual({ totalCount: 2, activations: [first.body, second.body] });
});

test("V-ACT-1 secondActivation=conflict: a second activation of an integration is 409", async () => {
  const { send } = await start({ rules: { "versori.secondActivation": "conflict" } });
  const first = await send(activate(ACTIVATE_PLAIN));
  expect(first.status).toBe(200);
  const second = await send(activate(ACTIVATE_PLAIN));
  expect(second).toMatchObject({ status: 409, body: { code: "409000" }, evidence: "assumed" });
});

test("V-ACT-2: an activation shows user and integration, active and deployed, and nothing of connections and variables", async () => {
  const { send } = await start();
  const reply = await send(activate({ ...ACTIVATE_PLAIN, dynamicVariables: { colour: "secret-green" } }));
  expect(reply.body).toEqual({
    id: A_ULID,
    hubId: HUB,
    user: IS_ADA,
    integration: {
      id: PLAIN,
      name: "Newsletter",
      imageUrl: "https://images.example.com/newsletter.png",
      description: "Sends the shop's customers to a newsletter.",
      isDeployed: true,
      isActivated: true,
    },
  });
  expect(JSON.stringify(reply.body)).not.toMatch(/secret-green|usages|errors/);
});

test("V-ACT-2: an activation that hides no secret rests on what is inferred, not on what is assumed", async () => {
  const { send } = await start();
  const reply = await send({ line: `GET ${VERSORI}/activations/${OF_BOB}`, as: "versori.admin" });
  expect(reply.evidence).toBe("inferred");
});

test("V-ACT-2: an integration with a schema for its variables shows it", async () => {
  const { send } = await start();
  const reply = await send(activate(ACTIVATE_WITH_SCHEMA));
  expect(reply).toMatchObject({
    status: 200,
    body: { integration: { id: WITH_SCHEMA, variablesSchema: { required: ["region"] } } },
  });
});

test("V-ACT-3: a deleted activation is gone for every call", async () => {
  const { send } = await start();
  const deleted = await send({ line: `DELETE ${VERSORI}/activations/${OF_BOB}`, as: "versori.admin" });
  expect(deleted).toMatchObject({ status: 204, body: undefined, evidence: "published" });
  for (const request of [
    { line: `GET ${VERSORI}/activations/${OF_BOB}` },
    { line: `DELETE ${VERSORI}/activations/${OF_BOB}` },
    { line: VARIABLES_OF_BOB, json: { dynamicVariables: { region: "us" } } },
  ]) {
    const reply = await send({ ...request, as: "versori.admin" });
    expect(reply).toMatchObject({ status: 404, body: { code: "404000" }, evidence: "assumed" });
  }
  const list = await send({ line: `${LIST_OF_BOB}?integration_id=${WITH_SCHEMA}`, as: "versori.admin" });
  expect(list.body).toEqual({ totalCount: 0, activations: [] });
});

test("V-ACT-3: the user and the user's connections survive the activation, so that it can be activated again", async () => {
  const emulator = await start();
  const made = await emulator.send(activate(ACTIVATE_TWO));
  const before = emulator.freeze().collections;
  const { id } = made.body as { id: string }; // checked by its document
  await emulator.send({ line: `DELETE ${VERSORI}/activations/${id}`, as: "versori.admin" });
  const after = emulator.freeze().collections;
  expect(after["versori.users"]).toEqual(before["versori.users"]);
  expect(after["versori.connections"]).toEqual(before["versori.connections"]);
  const again = await emulator.send(activate({ ...ACTIVATE_TWO, integrationId: OF_TWO }));
  expect(again.status).toBe(200);
});

test("V-TIME: timestamps are RFC 3339 in UTC", async () => {
  const { send } = await start();
  const reply = await send({ line: `GET ${VERSORI}/activations/${OF_BOB}`, as: "versori.admin" });
  const times = JSON.stringify(reply.body).match(/"(?:createdAt|updatedAt)":"[^"]*"/g) ?? [];
  expect(times.length).toBeGreaterThan(0);
  expect(times.filter((time) => !/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,9})?Z"$/.test(time))).toEqual([]);
});
