import { expect, test } from "vitest";
import type { JsonObject } from "../openapi/json.js";
import { createTestEmulator, type TestEmulatorOptions, type TestRequest } from "../testing/test-emulator.js";
import {
  ACTIVATE_PLAIN,
  ACTIVATE_TWO,
  ADA,
  LEDGER_OF_TWO,
  NEW_LEDGER,
  NOTHING,
  OF_TWO,
  PLAIN,
  PRIMARY,
  SHOP_OF_ADA,
  SHOP_OF_BOB,
  SHOP_OF_TWO,
  UNUSED,
  VERSORI,
} from "../testing/versori-demo.js";

const SCHEME = { id: "01J0000000000000000000ASC9", schemeType: "none", description: "" };

const NAMES_LEDGER: unknown = expect.stringContaining("Ledger");

const start = (options: TestEmulatorOptions = {}) => createTestEmulator({ only: ["versori"], ...options });

function activate(json: object): TestRequest {
  return { line: `POST ${VERSORI}/activations`, as: "versori.admin", json };
}

/** Activates OF_TWO with a new ledger connection that has this one credential, or these items of the list. */
function activateWith(credential: object, authSchemeConfig: object = SCHEME): TestRequest {
  const ledger = { ...NEW_LEDGER, credentials: { action: [{ authSchemeConfig, credential }] } };
  return activate({ ...ACTIVATE_TWO, connections: [ACTIVATE_TWO.connections[0], ledger] });
}

function listRecords(emulator: Awaited<ReturnType<typeof start>>, collection: string): readonly JsonObject[] {
  // Records are plain JSON objects.
  return (emulator.freeze().collections[`versori.${collection}`] ?? []) as readonly JsonObject[];
}

test("ActivateIntegration activates an integration with an existing connection", async () => {
  const emulator = await start();
  const connections = listRecords(emulator, "connections");
  const reply = await emulator.send(activate(ACTIVATE_PLAIN));
  expect(reply).toMatchObject({
    status: 200,
    body: { user: { id: ADA }, integration: { id: PLAIN, isActivated: true } },
  });
  const { id } = reply.body as { id: string }; // as matched above, and checked by its document
  expect(listRecords(emulator, "connections")).toEqual(connections);
  expect(listRecords(emulator, "activationConnections")).toContainEqual(
    expect.objectContaining({ activationId: id, templateId: PRIMARY, connectionId: SHOP_OF_ADA }),
  );
});

test("ActivateIntegration makes a new connection for the user", async () => {
  const emulator = await start();
  const reply = await emulator.send(activate(ACTIVATE_TWO));
  expect(reply).toMatchObject({ status: 200, body: { integration: { id: OF_TWO } } });
  const made = listRecords(emulator, "connections").at(-1);
  expect(made).toMatchObject({ userId: ADA, name: NEW_LEDGER.name, isPrimary: false, variables: NEW_LEDGER.variables });
  expect(listRecords(emulator, "activationConnections")).toContainEqual(
    expect.objectContaining({ templateId: LEDGER_OF_TWO, connectionId: made?.["id"] }),
  );
});

test("V-CON-1: ActivateIntegration refuses a missing connection and names the template", async () => {
  const emulator = await start();
  const before = emulator.freeze();
  const reply = await emulator.send(activate({ ...ACTIVATE_TWO, connections: [ACTIVATE_TWO.connections[0]] }));
  expect(reply).toMatchObject({
    status: 400,
    body: { code: "400000", message: NAMES_LEDGER, fields: [{ field: "connections" }] },
    evidence: "assumed",
  });
  expect(emulator.freeze().collections).toEqual(before.collections);
});

test("V-CON-1: a new connection that was made before the fault came to light is not kept", async () => {
  const emulator = await start();
  const before = listRecords(emulator, "connections");
  const reply = await emulator.send(activate({ ...ACTIVATE_TWO, connections: [NEW_LEDGER] }));
  expect(reply).toMatchObject({ status: 400, body: { fields: [{ field: "connections" }] } });
  expect(listRecords(emulator, "connections")).toEqual(before);
});

for (const [what, templateId] of [
  ["is unknown", NOTHING],
  ["is another integration's", SHOP_OF_TWO],
] as const) {
  test(`V-CON-2: a template that ${what} is 400 at its place`, async () => {
    const { send } = await start();
    const connections = [...ACTIVATE_PLAIN.connections, { templateId, connectionId: SHOP_OF_ADA }];
    const reply = await send(activate({ ...ACTIVATE_PLAIN, connections }));
    expect(reply).toMatchObject({
      status: 400,
      body: { code: "400000", fields: [{ field: "connections[1].templateId" }] },
      evidence: "assumed",
    });
  });
}

test("V-CON-2: a template that is listed twice is 400 at the second place", async () => {
  const { send } = await start();
  const connections = [...ACTIVATE_PLAIN.connections, ...ACTIVATE_PLAIN.connections];
  const reply = await send(activate({ ...ACTIVATE_PLAIN, connections }));
  expect(reply).toMatchObject({ status: 400, body: { fields: [{ field: "connections[1].templateId" }] } });
});

test("V-CON-2.unused: a template that the integration does not use may be listed", async () => {
  const emulator = await start();
  const connections = [...ACTIVATE_PLAIN.connections, { templateId: UNUSED, connectionId: SHOP_OF_ADA }];
  const reply = await emulator.send(activate({ ...ACTIVATE_PLAIN, connections }));
  expect(reply.status).toBe(200);
  expect(listRecords(emulator, "activationConnections").at(-1)).toMatchObject({ templateId: UNUSED });
});

for (const [what, connectionId] of [
  ["is unknown", NOTHING],
  ["is another user's", SHOP_OF_BOB],
] as const) {
  test(`V-CON-3: a connection that ${what} is 400 at its place`, async () => {
    const { send } = await start();
    const reply = await send(activate({ ...ACTIVATE_PLAIN, connections: [{ templateId: PRIMARY, connectionId }] }));
    expect(reply).toMatchObject({
      status: 400,
      body: { code: "400000", fields: [{ field: "connections[0].connectionId" }] },
      evidence: "assumed",
    });
  });
}

for (const [what, item] of [
  ["neither variant", { templateId: PRIMARY }],
  ["a part of the new variant only", { templateId: PRIMARY, name: "Shop" }],
  ["both variants", { ...NEW_LEDGER, templateId: PRIMARY, connectionId: SHOP_OF_ADA }],
] as const) {
  test(`V-CON-4: an item that describes ${what} is 400`, async () => {
    const { send } = await start();
    const reply = await send(activate({ ...ACTIVATE_PLAIN, connections: [item] }));
    expect(reply).toMatchObject({ status: 400, body: { code: "400000" } });
    expect(JSON.stringify(reply.body)).toContain('"field":"connections[0]');
  });
}

test("V-CON-5: a new connection's scheme may be another than the template's", async () => {
  const { send } = await start();
  const credential = { name: "Token", type: "string", data: { value: "told-to-nobody" } };
  const scheme = { ...SCHEME, schemeType: "api-key", name: "X-Key", in: "query" };
  const reply = await send(activateWith(credential, scheme));
  expect(reply.status).toBe(200);
});

test("V-CON-5: a credential is judged by its type alone, also where two types have the same data", async () => {
  const { send } = await start();
  const data = { username: "ada", password: "told-to-nobody" };
  for (const type of ["basic-auth", "oauth2-password", "custom-function", "jwt-bearer"]) {
    const reply = await send(activateWith({ name: type, type, data }));
    expect(reply.status).toBe(200);
  }
});

const CREDENTIALS = {
  none: {},
  string: { value: "a-secret" },
  binary: { valueBase64: "YS1zZWNyZXQ=" },
  "basic-auth": { username: "ada", password: "a-secret" },
  "oauth2-client": {
    clientId: "standin",
    clientSecret: "a-secret",
    authorizeUrl: "https://ledger.example.com/authorize",
    tokenUrl: "https://ledger.example.com/token",
  },
  "oauth2-code": { code: "a-secret", state: "a-secret-state" },
  "oauth2-password": { username: "ada", password: "a-secret" },
  "oauth2-token": { scopes: ["read"], refreshToken: "a-secret", accessToken: "a-secret-too" },
  "custom-function": { anything: "a-secret" },
  certificate: { certificate: "a certificate", key: "a-secret", ca: "an authority" },
  "jwt-bearer": { anything: { at: "a-secret" } },
} as const;

for (const [type, data] of Object.entries(CREDENTIALS)) {
  test(`V-CON-5: a credential of the type ${type} is accepted with its data`, async () => {
    const { send } = await start();
    const reply = await send(activateWith({ name: type, type, data }));
    expect(reply.status).toBe(200);
  });

  test(`V-RED: the secrets of a credential of the type ${type} are in no reply`, async () => {
    const emulator = await start();
    await emulator.send(activateWith({ name: type, type, data }));
    // Only a primary connection is ever shown, so the new one is made one.
    const frozen = emulator.freeze();
    const connections = listRecords(emulator, "connections");
    const made = connections.at(-1);
    const swapped = connections.map((each) => (each["userId"] === ADA ? { ...each, isPrimary: each === made } : each));
    const later = await start({
      frozen: { ...frozen, collections: { ...frozen.collections, "versori.connections": swapped } },
    });
    const reply = await later.send({ ...activate({ ...ACTIVATE_PLAIN, integrationId: PLAIN }) });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ user: { primaryConnection: { id: made?.["id"] } } });
    expect(JSON.stringify(reply.body)).not.toMatch(/a-secret|YS1zZWNyZXQ=/);
    expect(reply.evidence).toBe(type === "none" ? "inferred" : "assumed");
  });
}

test("V-CON-5: data that do not fit the credential's type are 400", async () => {
  const { send } = await start();
  for (const [type, data] of [
    ["string", {}],
    ["none", { value: "something" }],
    ["basic-auth", { username: "ada" }],
    ["oauth2-code", { code: "a-code" }],
    ["certificate", { certificate: "a certificate" }],
    ["unheard-of", {}],
  ] as const) {
    const reply = await send(activateWith({ name: type, type, data }));
    expect({ type, ...reply }).toMatchObject({ type, status: 400, body: { code: "400000" } });
  }
});

test("V-CON-5: an authentication scheme is judged by its schemeType, and OAuth 2 by its grantType", async () => {
  const { send } = await start();
  const credential = { name: "Nothing", type: "none", data: {} };
  const oauth2 = {
    ...SCHEME,
    schemeType: "oauth2",
    authorizeUrl: "https://ledger.example.com/authorize",
    tokenUrl: "https://ledger.example.com/token",
    scopes: [{ name: "read" }],
    defaultScopes: ["read"],
  };
  const hmac = {
    ...SCHEME,
    schemeType: "hmac",
    name: "X-Digest",
    in: "header",
    algorithm: "sha1",
    digestInputs: ["url"],
  };
  for (const scheme of [
    { ...SCHEME, schemeType: "basic-auth" },
    { ...SCHEME, schemeType: "certificate" },
    hmac,
    { ...oauth2, grant: { grantType: "client_credentials" } },
    { ...oauth2, grant: { grantType: "password", clientId: "standin" } },
    { ...oauth2, grant: { grantType: "authorization_code" } },
  ]) {
    const reply = await send(activateWith(credential, scheme));
    expect([scheme, reply.status]).toEqual([scheme, 200]);
  }
  for (const scheme of [
    { ...SCHEME, schemeType: "unheard-of" },
    { ...SCHEME, schemeType: "api-key", name: "X-Key", in: "body" },
    { ...hmac, algorithm: "md5" },
    { ...oauth2, grant: { grantType: "implicit" } },
    oauth2,
  ]) {
    const reply = await send(activateWith(credential, scheme));
    expect([scheme, reply.status]).toEqual([scheme, 400]);
  }
});

test("V-CON-6 primaryConnection=listed: a primary template that is not listed is missing like any other", async () => {
  const { send } = await start({ rules: { "versori.primaryConnection": "listed" } });
  const reply = await send(activate({ ...ACTIVATE_PLAIN, connections: [] }));
  expect(reply).toMatchObject({ status: 400, body: { fields: [{ field: "connections" }] }, evidence: "assumed" });
});

test("V-CON-6 primaryConnection=implied: the user's primary connection takes a primary template that is not listed", async () => {
  const emulator = await start({ rules: { "versori.primaryConnection": "implied" } });
  const reply = await emulator.send(activate({ ...ACTIVATE_PLAIN, connections: [] }));
  expect(reply).toMatchObject({ status: 200, evidence: "assumed" });
  expect(listRecords(emulator, "activationConnections").at(-1)).toMatchObject({
    templateId: PRIMARY,
    connectionId: SHOP_OF_ADA,
  });
  const other = await emulator.send(activate({ ...ACTIVATE_TWO, connections: [] }));
  expect(other).toMatchObject({ status: 400, body: { message: NAMES_LEDGER } });
});

test("V-CON-7 uniqueConnectionName=off: a user may have two connections of one connector with one name", async () => {
  const { send } = await start({ rules: { "versori.uniqueConnectionName": "off" } });
  await send(activate(ACTIVATE_TWO));
  const again = await send(activate(ACTIVATE_TWO));
  expect(again).toMatchObject({ status: 200, evidence: "assumed" });
});

test("V-CON-7 uniqueConnectionName=on: a second connection of one connector with one name is 409", async () => {
  const { send } = await start({ rules: { "versori.uniqueConnectionName": "on" } });
  const first = await send(activate(ACTIVATE_TWO));
  expect(first.status).toBe(200);
  const again = await send(activate(ACTIVATE_TWO));
  expect(again).toMatchObject({ status: 409, body: { code: "409000" }, evidence: "assumed" });
  const renamed = { ...NEW_LEDGER, name: "Another ledger" };
  const other = await send(activate({ ...ACTIVATE_TWO, connections: [ACTIVATE_TWO.connections[0], renamed] }));
  expect(other.status).toBe(200);
});

test("V-RED.code: an authorisation code is read back as an oauth2-token with nothing but its scopes", async () => {
  const emulator = await start();
  const scheme = {
    ...SCHEME,
    schemeType: "oauth2",
    authorizeUrl: "https://ledger.example.com/authorize",
    tokenUrl: "https://ledger.example.com/token",
    scopes: [{ name: "read" }],
    defaultScopes: ["read"],
    grant: { grantType: "authorization_code", clientId: "standin", clientSecret: "a-secret" },
  };
  await emulator.send(
    activateWith({ name: "Code", type: "oauth2-code", data: { code: "a-code", state: "a-state" } }, scheme),
  );
  const frozen = emulator.freeze();
  const connections = listRecords(emulator, "connections");
  const made = connections.at(-1);
  const swapped = connections.map((each) => (each["userId"] === ADA ? { ...each, isPrimary: each === made } : each));
  const later = await start({
    frozen: { ...frozen, collections: { ...frozen.collections, "versori.connections": swapped } },
  });
  const reply = await later.send(activate(ACTIVATE_PLAIN));
  expect(reply).toMatchObject({
    status: 200,
    body: {
      user: {
        primaryConnection: {
          credentials: {
            action: [
              {
                authSchemeConfig: { grant: { clientId: "standin", clientSecret: "[REDACTED]" } },
                credential: { type: "oauth2-token", data: { scopes: ["read"], refreshToken: "[REDACTED]" } },
              },
            ],
          },
        },
      },
    },
  });
  expect(JSON.stringify(reply.body)).not.toMatch(/a-code|a-state|a-secret/);
});

test("what a check of a scheme once found is ignored when it is sent", async () => {
  const emulator = await start();
  const validationMessages = [{ text: "not good", severity: "error", detail: [] }];
  const reply = await emulator.send(
    activateWith({ name: "N", type: "none", data: {} }, { ...SCHEME, validationMessages }),
  );
  expect(reply.status).toBe(200);
  expect(JSON.stringify(listRecords(emulator, "connections"))).not.toContain("not good");
});
