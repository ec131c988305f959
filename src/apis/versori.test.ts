import { expect, test } from "vitest";
import { loadApis } from "../adapters/load-apis.js";
import { createTestEmulator, type TestEmulatorOptions, type TestRequest } from "../testing/test-emulator.js";
import {
  ACTIVATE_PLAIN,
  ACTIVATE_TWO,
  ACTIVATE_WITH_SCHEMA,
  ADA,
  FOREIGN,
  HUB,
  NOTHING,
  OF_BOB,
  OF_TWO,
  PLAIN,
  PRIMARY,
  SECOND_HUB,
  SHOP_OF_BOB,
  UNDEPLOYED,
  VERSORI,
  WITH_SCHEMA,
} from "../testing/versori-demo.js";

const LIST_OF_BOB = `GET ${VERSORI}/embed/${HUB}/users/bob/activations`;
const VARIABLES_OF_BOB = `PUT ${VERSORI}/activations/${OF_BOB}/variables`;

/** Per operation a request that does well, and the same for what is not there. */
const OPERATIONS: Readonly<Record<string, { good: TestRequest; unknown: TestRequest; foreign: TestRequest }>> = {
  ActivateIntegration: {
    good: activate({
      userId: "bob",
      integrationId: PLAIN,
      connections: [{ templateId: PRIMARY, connectionId: SHOP_OF_BOB }],
    }),
    unknown: activate({ ...ACTIVATE_PLAIN, integrationId: NOTHING }),
    foreign: activate({ ...ACTIVATE_PLAIN, integrationId: "01J0000000000000000000DEM6" }),
  },
  GetActivation: {
    good: { line: `GET ${VERSORI}/activations/${OF_BOB}` },
    unknown: { line: `GET ${VERSORI}/activations/${NOTHING}` },
    foreign: { line: `GET ${VERSORI}/activations/${FOREIGN}` },
  },
  DeleteActivation: {
    good: { line: `DELETE ${VERSORI}/activations/${OF_BOB}` },
    unknown: { line: `DELETE ${VERSORI}/activations/${NOTHING}` },
    foreign: { line: `DELETE ${VERSORI}/activations/${FOREIGN}` },
  },
  ListEndUserActivations: {
    good: { line: LIST_OF_BOB },
    unknown: { line: `GET ${VERSORI}/embed/${NOTHING}/users/bob/activations` },
    foreign: { line: `GET ${VERSORI}/embed/01J0000000000000000000HVB3/users/ada/activations` },
  },
  UpdateDynamicVariables: {
    good: { line: VARIABLES_OF_BOB, json: { dynamicVariables: { region: "us" } } },
    unknown: { line: `PUT ${VERSORI}/activations/${NOTHING}/variables`, json: {} },
    foreign: { line: `PUT ${VERSORI}/activations/${FOREIGN}/variables`, json: {} },
  },
};

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

for (const [operation, { good, unknown, foreign }] of Object.entries(OPERATIONS)) {
  const { as: _as, ...anonymous } = good;

  test(`${operation} answers the organisation's API key`, async () => {
    const { send } = await start();
    const reply = await send({ ...good, as: "versori.admin" });
    expect(reply.status).toBe(operation === "DeleteActivation" ? 204 : 200);
  });

  test(`${operation} answers the token of the user whom it concerns`, async () => {
    const { send } = await start();
    const reply = await send({ ...good, as: "versori.bob" });
    expect(reply.status).toBe(operation === "DeleteActivation" ? 204 : 200);
  });

  test(`V-AUTH-1: ${operation} without a credential is 401 with the code 401000`, async () => {
    const { send } = await start();
    const reply = await send(anonymous);
    expect(reply).toMatchObject({ status: 401, body: { code: "401000" }, evidence: "assumed" });
    expect(reply.headers["www-authenticate"]).toBe("Bearer, JWT");
  });

  test(`V-AUTH-2: ${operation} refuses the token of another user with 403`, async () => {
    const { send } = await start();
    const reply = await send({ ...good, as: "versori.ada" });
    expect(reply).toMatchObject({ status: 403, body: { code: "403000" }, evidence: "assumed" });
  });

  test(`${operation} of something that is not there is 404`, async () => {
    const { send } = await start();
    const reply = await send({ ...unknown, as: "versori.admin" });
    expect(reply).toMatchObject({ status: 404, body: { code: "404000" }, evidence: "assumed" });
  });

  test(`V-AUTH-2.tenant: ${operation} takes what is another organisation's for not there`, async () => {
    const { send } = await start();
    const theirs = await send({ ...foreign, as: "versori.admin" });
    expect(theirs).toMatchObject({ status: 404, body: { code: "404000" } });
    const ours = await send({ ...good, as: "versori.stranger" });
    expect(ours).toMatchObject({ status: 404, body: { code: "404000" } });
  });

  test(`V-JSON: ${operation} refuses a body over 1 MiB with 413`, async () => {
    const { send } = await start();
    const reply = await send({ line: good.line, as: "versori.admin", json: { note: "x".repeat(1_048_577) } });
    expect(reply).toMatchObject({ status: 413, body: { code: "413000" }, evidence: "assumed" });
  });

  test(`V-CODE: ${operation} answers a fault of the stand-in with 500 and the code 500000`, async () => {
    const { send } = await start({ apis: await loadBroken(), log: () => {} });
    const reply = await send({ ...good, as: "versori.admin" });
    expect(reply).toMatchObject({ status: 500, body: { code: "500000" }, evidence: "assumed" });
    expect(JSON.stringify(reply.body)).not.toContain("planted");
  });
}

/** The APIs with behaviours of Versori that all fail. */
async function loadBroken() {
  const apis = await loadApis(["versori"]);
  return apis.map((api) => {
    // Only the control API's definition is a function.
    if (typeof api.definition === "function") return api;
    const behaviours = Object.fromEntries(Object.keys(OPERATIONS).map((name) => [name, fail]));
    return { ...api, definition: { ...api.definition, behaviours } };
  });
}

function fail(): never {
  throw new Error("a planted fault");
}

for (const operation of ["ActivateIntegration", "UpdateDynamicVariables"]) {
  const { line } = OPERATIONS[operation]?.good ?? { line: "" };

  test(`V-JSON: ${operation} refuses malformed JSON with 400`, async () => {
    const { send } = await start();
    const headers = { "content-type": "application/json" };
    const reply = await send({ line, as: "versori.admin", body: "{", headers });
    expect(reply).toMatchObject({ status: 400, body: { code: "400000" }, evidence: "assumed" });
  });

  test(`V-JSON: ${operation} refuses a missing body with 400`, async () => {
    const { send } = await start();
    const reply = await send({ line, as: "versori.admin" });
    expect(reply).toMatchObject({ status: 400, body: { code: "400000" }, evidence: "assumed" });
  });

  test(`V-JSON: ${operation} refuses another media type with 415`, async () => {
    const { send } = await start();
    const reply = await send({ line, as: "versori.admin", body: "a=b", headers: { "content-type": "text/plain" } });
    expect(reply).toMatchObject({ status: 415, body: { code: "415000" }, evidence: "assumed" });
  });
}

for (const [operation, line] of [
  ["GetActivation", `GET ${VERSORI}/activations/none`],
  ["DeleteActivation", `DELETE ${VERSORI}/activations/none`],
  ["ListEndUserActivations", `GET ${VERSORI}/embed/none/users/bob/activations`],
] as const) {
  test(`V-JSON.form: ${operation} refuses an id that is no ULID with 400 and names the parameter`, async () => {
    const { send } = await start();
    const field = operation === "ListEndUserActivations" ? "hub_id" : "activation_id";
    const reply = await send({ line, as: "versori.admin" });
    expect(reply).toMatchObject({ status: 400, body: { code: "400000", fields: [{ field }] } });
  });
}

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

test("V-SCOPE: the five operations on activations are served, and the rest of the API is not", async () => {
  const { send, apis } = await start();
  expect(apis[0]?.document.operations.map(({ id }) => id).toSorted()).toEqual(Object.keys(OPERATIONS).toSorted());
  const reply = await send({ line: `GET ${VERSORI}/hubs/${HUB}`, as: "versori.admin" });
  expect(reply.status).toBe(404);
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
