import { expect, test } from "vitest";
import { createTestEmulator, type TestEmulator, type TestEmulatorOptions } from "../testing/test-emulator.js";
import { textOf } from "../testing/reply-fields.js";
import {
  ACTIVATE_TWO,
  ADA,
  HUB,
  LEDGER_OF_TWO,
  NEW_LEDGER,
  NOTHING,
  SECOND_HUB,
  SHOP_OF_ADA,
  SHOP_OF_TWO,
  VERSORI,
} from "../testing/versori-demo.js";

const SHOP = "01J0000000000000000000CTR1";
const LEDGER = "01J0000000000000000000CTR2";
const MAILER = "01J0000000000000000000CTR3";
const OF_BOB = `/hubs/${HUB}/users/bob/connections`;
const { templateId: _ofActivations, ...ALONE } = NEW_LEDGER;
const CONNECTION = { ...ALONE, name: "Second ledger" };

const start = (options: TestEmulatorOptions = {}) => createTestEmulator({ only: ["versori"], ...options });
const ask = ({ send }: TestEmulator, line: string, json?: object) =>
  send({ line: line.replace(" ", ` ${VERSORI}`), as: "versori.admin", ...(json && { json }) });

async function listNames(emulator: TestEmulator, query = ""): Promise<string[]> {
  const { body } = await ask(emulator, `GET ${OF_BOB}${query}`);
  const { connections } = body as unknown as { connections: { name: string }[] }; // by its document, which it keeps
  return connections.map(({ name }) => name);
}

test("CreateEndUserConnection connects a user to a connector, and does not tell the secret again", async () => {
  const emulator = await start();
  const made = await ask(emulator, `POST ${OF_BOB}`, { connectorId: LEDGER, connection: CONNECTION });
  expect(made).toMatchObject({
    status: 201,
    body: {
      name: "Second ledger",
      variables: CONNECTION.variables,
      credentials: {
        action: [{ credential: { type: "basic-auth", data: { username: "ada", password: "[REDACTED]" } } }],
      },
    },
  });
  expect(await listNames(emulator)).toEqual(["Shop of bob", "Ledger of bob", "Mailer of bob", "Second ledger"]);
});

test("a connection that was made alone can be used by an activation", async () => {
  const emulator = await start();
  const path = `/hubs/${HUB}/users/${ADA}/connections?identifier_type=internal`;
  const made = await ask(emulator, `POST ${path}`, { connectorId: LEDGER, connection: CONNECTION });
  const connections = [
    { templateId: SHOP_OF_TWO, connectionId: SHOP_OF_ADA },
    { templateId: LEDGER_OF_TWO, connectionId: textOf(made, "id") },
  ];
  expect((await ask(emulator, "POST /activations", { ...ACTIVATE_TWO, connections })).status).toBe(200);
});

test("V-CNX-1: a connector that the organisation does not have is 400 at connectorId", async () => {
  const emulator = await start();
  for (const connectorId of [NOTHING, "01J0000000000000000000CTR5"]) {
    const reply = await ask(emulator, `POST ${OF_BOB}`, { connectorId, connection: CONNECTION });
    expect(reply).toMatchObject({ status: 400, body: { fields: [{ field: "connectorId" }] }, evidence: "assumed" });
  }
});

test("V-CON-7 uniqueConnectionName=on: CreateEndUserConnection refuses a name that the user's connector has with 409", async () => {
  const emulator = await start({ rules: { "versori.uniqueConnectionName": "on" } });
  const connection = { ...CONNECTION, name: "Ledger of bob" };
  expect(await ask(emulator, `POST ${OF_BOB}`, { connectorId: LEDGER, connection })).toMatchObject({ status: 409 });
  expect(await ask(emulator, `POST ${OF_BOB}`, { connectorId: SHOP, connection })).toMatchObject({ status: 201 });
});

test("V-UID-2: a user who is not in the hub has no connections and gets none", async () => {
  const emulator = await start();
  const path = `/hubs/${SECOND_HUB}/users/bob/connections`;
  const made = await ask(emulator, `POST ${path}`, { connectorId: LEDGER, connection: CONNECTION });
  expect(made).toMatchObject({ status: 404, body: { code: "404000" } });
  expect(await ask(emulator, `GET ${path}`)).toMatchObject({ status: 404 });
});

test("ListEndUserConnections shows a user's connections without credentials and variables", async () => {
  const reply = await ask(await start(), `GET ${OF_BOB}?first=1`);
  expect(reply.body).toEqual({
    totalCount: 3,
    next: expect.any(String) as unknown, // a matcher
    connections: [
      {
        id: "01J0000000000000000000CNX2",
        name: "Shop of bob",
        createdAt: "2024-07-03T09:00:00.000Z",
        updatedAt: "2024-07-03T09:00:00.000Z",
      },
    ],
  });
});

test("V-CNX-2: ListEndUserConnections has those to the connectors that the query names, with commas between them", async () => {
  const emulator = await start();
  expect(await listNames(emulator, `?hub_connector_id=${LEDGER}`)).toEqual(["Ledger of bob"]);
  expect(await listNames(emulator, `?hub_connector_id=${LEDGER},${MAILER}`)).toEqual([
    "Ledger of bob",
    "Mailer of bob",
  ]);
  expect(await listNames(emulator, `?hub_connector_id=${NOTHING}`)).toEqual([]);
  const broken = await ask(emulator, `GET ${OF_BOB}?hub_connector_id=${LEDGER},ledger`);
  expect(broken).toMatchObject({ status: 400, body: { fields: [{ field: "hub_connector_id[1]" }] } });
});

test("V-PAGE: ListEndUserConnections goes on where the last page ended", async () => {
  const emulator = await start();
  const { body } = await ask(emulator, `GET ${OF_BOB}?first=2`);
  const { next } = body as unknown as { next: string }; // by its document, which it keeps
  expect(await listNames(emulator, `?first=2&after=${next}`)).toEqual(["Mailer of bob"]);
});

test("V-CNX-3: GetEndUserConnection is the connection that the user's latest activation has for the template", async () => {
  const emulator = await start();
  const path = `/connection-templates/${LEDGER_OF_TWO}/users`;
  expect(await ask(emulator, `GET ${path}/bob`)).toMatchObject({ status: 200, body: { name: "Ledger of bob" } });
  expect(await ask(emulator, `GET ${path}/ada`)).toMatchObject({ status: 404, body: { code: "404000" } });
  await ask(emulator, "POST /activations", ACTIVATE_TWO);
  const latest = await ask(emulator, `GET ${path}/ada`);
  expect(latest).toMatchObject({ status: 200, body: { name: "Ledger of the story" }, evidence: "assumed" });
  expect(JSON.stringify(latest.body)).not.toContain("told-to-nobody");
});

test("V-UID-1.list: GetEndUserConnection knows users by external id only", async () => {
  const emulator = await start();
  const path = `/connection-templates/${LEDGER_OF_TWO}/users`;
  expect((await ask(emulator, `GET ${path}/01J0000000000000000000VSR2`)).status).toBe(404);
  expect((await ask(emulator, `GET ${path}/01J0000000000000000000VSR2?identifier_type=internal`)).status).toBe(404);
});
