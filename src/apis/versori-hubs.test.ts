import { expect, test } from "vitest";
import { createTestEmulator, type TestEmulator } from "../testing/test-emulator.js";
import { textOf } from "../testing/reply-fields.js";
import { ACTIVATE_PLAIN, HUB, SECOND_HUB, VERSORI } from "../testing/versori-demo.js";

const ORGANISATION = "01J00000000000000000000RG1";
const DELETED_HUB = "01J0000000000000000000HVB4";
const SHOP = "01J0000000000000000000CTR1";
const SCHEME = { id: "01J0000000000000000000ASC1", description: "Open", schemeType: "none" };
const NEW_HUB = { organisationId: ORGANISATION, name: "New hub", primaryConnectorId: SHOP, authSchemeConfig: SCHEME };

const start = (seed = "demo") => createTestEmulator({ only: ["versori"], seed });
const ask = ({ send }: TestEmulator, line: string, json?: object) =>
  send({ line: line.replace(" ", ` ${VERSORI}`), as: "versori.admin", ...(json && { json }) });

/** Names of the hubs in the list, the default one with a star. */
async function listNames(emulator: TestEmulator): Promise<string[]> {
  const { body } = await ask(emulator, `GET /o/${ORGANISATION}/hubs`);
  const { hubs } = body as unknown as { hubs: { name: string; isDefault: boolean }[] }; // by its document, which it keeps
  return hubs.map(({ name, isDefault }) => name + (isDefault ? "*" : ""));
}

test("ListHubs has all hubs of the organisation with their connectors", async () => {
  const reply = await ask(await start(), `GET /o/${ORGANISATION}/hubs`);
  expect(reply).toMatchObject({
    status: 200,
    body: {
      totalCount: 2,
      hubs: [
        { id: HUB, isDefault: true, primaryConnector: { connectorId: SHOP, name: "Shop" } },
        { id: SECOND_HUB, isDefault: false },
      ],
    },
  });
});

test("CreateHub makes a hub around a connector, which can be read and is in the list", async () => {
  const emulator = await start();
  const made = await ask(emulator, "POST /hubs", NEW_HUB);
  expect(made).toMatchObject({
    status: 201,
    body: {
      name: "New hub",
      isDefault: false,
      primaryConnector: {
        connectorId: SHOP,
        name: "Shop",
        imageUrl: "https://images.example.com/shop.png",
        variables: [{ name: "shop", value: "" }],
        authSchemeConfig: SCHEME,
      },
    },
  });
  expect((await ask(emulator, `GET /hubs/${textOf(made, "id")}`)).body).toEqual(made.body);
  expect(await listNames(emulator)).toEqual(["Demo hub*", "Second hub", "New hub"]);
});

test("V-HUB-1.first: the first hub of an organisation is its default, the second is not", async () => {
  const emulator = await start("empty");
  expect(await ask(emulator, "POST /hubs", NEW_HUB)).toMatchObject({ status: 201, body: { isDefault: true } });
  expect(await ask(emulator, "POST /hubs", NEW_HUB)).toMatchObject({ status: 201, body: { isDefault: false } });
});

test("V-HUB-2: CreateHub refuses a connector that the organisation does not have", async () => {
  const emulator = await start();
  for (const primaryConnectorId of ["01J0000000000000000000CTR5", "01J00000000000000000000NE0"]) {
    const reply = await ask(emulator, "POST /hubs", { ...NEW_HUB, primaryConnectorId });
    expect(reply).toMatchObject({
      status: 400,
      body: { code: "400000", fields: [{ field: "primaryConnectorId" }] },
      evidence: "assumed",
    });
  }
  expect(await listNames(emulator)).toHaveLength(2);
});

test("V-JSON.form: CreateHub names every missing field, and a scheme of an unknown kind", async () => {
  const reply = await ask(await start(), "POST /hubs", { authSchemeConfig: { ...SCHEME, schemeType: "magic" } });
  expect(reply.status).toBe(400);
  for (const field of ["organisationId", "name", "primaryConnectorId", "authSchemeConfig.schemeType"]) {
    expect(JSON.stringify(reply.body)).toContain(`"field":"${field}"`);
  }
});

test("V-RED: a hub does not show its client's secret, and ignores messages of an earlier check", async () => {
  const emulator = await start();
  const authSchemeConfig = {
    id: SCHEME.id,
    description: "Sign in",
    schemeType: "oauth2",
    authorizeUrl: "https://shop.example.com/authorize",
    tokenUrl: "https://shop.example.com/token",
    scopes: [],
    defaultScopes: [],
    grant: { grantType: "authorization_code", clientId: "standin", clientSecret: "told-to-nobody" },
    validationMessages: [{ text: "unsure", severity: "warning", detail: [] }],
  };
  const made = await ask(emulator, "POST /hubs", { ...NEW_HUB, authSchemeConfig });
  expect(made.status).toBe(201);
  for (const { body } of [made, await ask(emulator, `GET /hubs/${textOf(made, "id")}`)]) {
    expect(JSON.stringify(body)).toContain("[REDACTED]");
    expect(JSON.stringify(body)).not.toMatch(/told-to-nobody|unsure/);
  }
});

test("V-AUTH-3.hub: a user's token may read a hub of its organisation and no other", async () => {
  const { send } = await start();
  const own = await send({ line: `GET ${VERSORI}/hubs/${HUB}`, as: "versori.ada" });
  expect(own).toMatchObject({ status: 200, body: { id: HUB } });
  const foreign = await send({ line: `GET ${VERSORI}/hubs/01J0000000000000000000HVB3`, as: "versori.ada" });
  expect(foreign.status).toBe(404);
});

test("UpdateHubDetails changes the name alone, and nothing where nothing is sent", async () => {
  const emulator = await start();
  const before = await ask(emulator, `GET /hubs/${HUB}`);
  const renamed = await ask(emulator, `PATCH /hubs/${HUB}`, { name: "Renamed" });
  expect(renamed).toMatchObject({ status: 200 });
  expect(renamed.body).toEqual({ ...(before.body as object), name: "Renamed" }); // an object by its document
  expect((await ask(emulator, `PATCH /hubs/${HUB}`, {})).body).toEqual(renamed.body);
});

test("V-HUB-1: a hub that becomes the default takes that from the one which was", async () => {
  const emulator = await start();
  const reply = await ask(emulator, `PATCH /hubs/${SECOND_HUB}`, { isDefault: true });
  expect(reply).toMatchObject({ status: 200, body: { isDefault: true }, evidence: "inferred" });
  expect(await listNames(emulator)).toEqual(["Demo hub", "Second hub*"]);
  const again = await ask(emulator, `PATCH /hubs/${SECOND_HUB}`, { isDefault: true });
  expect(again).toMatchObject({ status: 200, evidence: "published" });
  expect(await listNames(emulator)).toEqual(["Demo hub", "Second hub*"]);
});

test("V-HUB-1.none: a default hub that is told not to be leaves the organisation without one, and the next is it", async () => {
  const emulator = await start();
  const reply = await ask(emulator, `PATCH /hubs/${HUB}`, { isDefault: false });
  expect(reply).toMatchObject({ status: 200, body: { isDefault: false }, evidence: "assumed" });
  expect(await listNames(emulator)).toEqual(["Demo hub", "Second hub"]);
  expect(await ask(emulator, "POST /hubs", NEW_HUB)).toMatchObject({ body: { isDefault: true } });
});

test("V-HUB-3: a deleted hub leaves the list, and what is in it goes on working by its id", async () => {
  const emulator = await start();
  const deleted = await ask(emulator, `DELETE /hubs/${HUB}`);
  expect(deleted).toMatchObject({ status: 204, body: undefined });
  expect(await listNames(emulator)).toEqual(["Second hub"]);
  expect(await ask(emulator, `GET /hubs/${HUB}`)).toMatchObject({ status: 200, body: { id: HUB } });
  expect(await ask(emulator, `GET /hubs/${HUB}/users/ada`)).toMatchObject({ status: 200 });
  expect(await ask(emulator, "POST /activations", ACTIVATE_PLAIN)).toMatchObject({ status: 200 });
  expect(await ask(emulator, `GET /hubs/${HUB}/integrations`)).toMatchObject({ body: { total: 5 } });
});

test("V-HUB-3: the deletion of a hub that is no default rests on what is published alone", async () => {
  const reply = await ask(await start(), `DELETE /hubs/${SECOND_HUB}`);
  expect(reply).toMatchObject({ status: 204, evidence: "published" });
});

test("V-HUB-3.default: a deleted hub is no default and cannot become one, and is deleted again without effect", async () => {
  const emulator = await start();
  await ask(emulator, `DELETE /hubs/${HUB}`);
  expect(await ask(emulator, `GET /hubs/${HUB}`)).toMatchObject({ body: { isDefault: false } });
  const reply = await ask(emulator, `PATCH /hubs/${HUB}`, { isDefault: true });
  expect(reply).toMatchObject({ status: 409, body: { code: "409000" }, evidence: "assumed" });
  expect(await ask(emulator, `PATCH /hubs/${DELETED_HUB}`, { name: "Gone" })).toMatchObject({ status: 200 });
  expect(await ask(emulator, `DELETE /hubs/${HUB}`)).toMatchObject({ status: 204, evidence: "assumed" });
});
