import { expect, test } from "vitest";
import { textOf } from "../testing/reply-fields.js";
import { createTestEmulator, type TestEmulator, type TestEmulatorOptions } from "../testing/test-emulator.js";
import { ACTIVATE_PLAIN, HUB, NOTHING, PLAIN, PRIMARY, UNDEPLOYED, UNUSED, VERSORI } from "../testing/versori-demo.js";

const SHOP = "01J0000000000000000000CTR1";
const LEDGER = "01J0000000000000000000CTR2";
const SCHEME = { id: "01J0000000000000000000ASC4", description: "Open", schemeType: "none" };
const NEW = { organisationId: "01J00000000000000000000RG1", name: "Reviews" };

const start = (options: TestEmulatorOptions = {}) => createTestEmulator({ only: ["versori"], ...options });
const ask = ({ send }: TestEmulator, line: string, json?: object) =>
  send({ line: line.replace(" ", ` ${VERSORI}`), as: "versori.admin", ...(json && { json }) });

async function listTemplates(emulator: TestEmulator, integration: string) {
  const { body } = await ask(emulator, `GET /integrations/${integration}/connection-templates`);
  const { connectionTemplates } = body as unknown as { connectionTemplates: { id: string; isUsed: boolean }[] }; // by its document
  return Object.fromEntries(connectionTemplates.map(({ id, isUsed }) => [id, isUsed]));
}

const isDeployed = async (emulator: TestEmulator, id: string) =>
  (await ask(emulator, `GET /embed/${HUB}/users/ada/integrations/${id}`)).body;

test("V-TMPL-1: a new template is called and looks like its connector, is not used, and the first of the hub's own is primary", async () => {
  const emulator = await start();
  const id = textOf(await ask(emulator, `POST /hubs/${HUB}/integrations`, NEW), "id");
  const path = `/integrations/${id}/connection-templates`;
  const ledger = await ask(emulator, `POST ${path}`, { connectorId: LEDGER, authSchemeConfig: SCHEME });
  expect(ledger).toMatchObject({
    status: 200,
    body: { name: "Ledger", imageUrl: "https://images.example.com/ledger.png", isUsed: false, isPrimary: false },
    evidence: "assumed",
  });
  const shop = await ask(emulator, `POST ${path}`, { connectorId: SHOP, authSchemeConfig: SCHEME });
  expect(shop).toMatchObject({ body: { connectorId: SHOP, authSchemeConfig: SCHEME, isPrimary: true } });
  const second = await ask(emulator, `POST ${path}`, { connectorId: SHOP, authSchemeConfig: SCHEME });
  expect(second).toMatchObject({ body: { isPrimary: false } });
  const list = await ask(emulator, `GET ${path}`);
  expect(list.body).toEqual({ totalCount: 3, connectionTemplates: [ledger.body, shop.body, second.body] });
});

test("V-CNX-1: a template for a connector that the organisation does not have is 400 at connectorId", async () => {
  const emulator = await start();
  for (const connectorId of [NOTHING, "01J0000000000000000000CTR5"]) {
    const body = { connectorId, authSchemeConfig: SCHEME };
    const reply = await ask(emulator, `POST /integrations/${PLAIN}/connection-templates`, body);
    expect(reply).toMatchObject({ status: 400, body: { fields: [{ field: "connectorId" }] }, evidence: "assumed" });
  }
});

test("V-RED: lists of templates do not show the secret of a scheme's client", async () => {
  const { body } = await ask(await start(), `GET /integrations/${PLAIN}/connection-templates`);
  expect(JSON.stringify(body)).not.toMatch(/client-secret/);
});

test("V-PAGE: the connection templates come page by page", async () => {
  const emulator = await start();
  const path = `/integrations/${PLAIN}/connection-templates`;
  const one = await ask(emulator, `GET ${path}?first=1`);
  expect(one).toMatchObject({ body: { totalCount: 2, connectionTemplates: [{ id: PRIMARY }] } });
  const two = await ask(emulator, `GET ${path}?first=1&after=${textOf(one, "next")}`);
  expect(two).toMatchObject({ body: { totalCount: 2, connectionTemplates: [{ id: UNUSED }] } });
  expect(textOf(two, "next")).toBe("");
});

test("V-META-1.set: the templates that the metadata list are used, all others are not", async () => {
  const emulator = await start();
  expect(await listTemplates(emulator, PLAIN)).toEqual({ [PRIMARY]: true, [UNUSED]: false });
  const reply = await ask(emulator, `PUT /integrations/${PLAIN}/metadata`, { usedConnectionTemplates: [UNUSED] });
  expect(reply).toMatchObject({ status: 204, body: undefined });
  expect(await listTemplates(emulator, PLAIN)).toEqual({ [PRIMARY]: false, [UNUSED]: true });
  expect((await ask(emulator, "POST /activations", ACTIVATE_PLAIN)).status).toBe(400);
});

test("V-META-1: a template that is none of the integration's is 400 at its place, and nothing changes", async () => {
  const emulator = await start();
  const usedConnectionTemplates = [UNUSED, "01J0000000000000000000TMP3", NOTHING];
  const reply = await ask(emulator, `PUT /integrations/${PLAIN}/metadata`, { usedConnectionTemplates });
  expect(reply).toMatchObject({
    status: 400,
    body: { fields: [{ field: "usedConnectionTemplates[1]" }, { field: "usedConnectionTemplates[2]" }] },
    evidence: "assumed",
  });
  expect(await listTemplates(emulator, PLAIN)).toEqual({ [PRIMARY]: true, [UNUSED]: false });
});

test("V-DEPLOY deployment=metadata: an integration is deployed while its metadata say that it uses a template", async () => {
  const emulator = await start({ rules: { "versori.deployment": "metadata" } });
  const path = `/integrations/${UNDEPLOYED}/metadata`;
  const used = await ask(emulator, `PUT ${path}`, { usedConnectionTemplates: ["01J0000000000000000000TMP7"] });
  expect(used).toMatchObject({ status: 204, evidence: "assumed" });
  expect(await isDeployed(emulator, UNDEPLOYED)).toMatchObject({ isDeployed: true });
  await ask(emulator, `PUT ${path}`, { usedConnectionTemplates: [] });
  expect(await isDeployed(emulator, UNDEPLOYED)).toMatchObject({ isDeployed: false });
});

test("V-DEPLOY deployment=outside: metadata say which templates are used, and deploy nothing", async () => {
  const emulator = await start({ rules: { "versori.deployment": "outside" } });
  const template = "01J0000000000000000000TMP7";
  await ask(emulator, `PUT /integrations/${UNDEPLOYED}/metadata`, { usedConnectionTemplates: [template] });
  expect(await listTemplates(emulator, UNDEPLOYED)).toEqual({ [template]: true });
  expect(await isDeployed(emulator, UNDEPLOYED)).toMatchObject({ isDeployed: false });
  await ask(emulator, `PUT /integrations/${PLAIN}/metadata`, { usedConnectionTemplates: [] });
  expect(await isDeployed(emulator, PLAIN)).toMatchObject({ isDeployed: true });
});
