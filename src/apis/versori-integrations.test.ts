import { expect, test } from "vitest";
import { textOf } from "../testing/reply-fields.js";
import { createTestEmulator, type TestEmulator } from "../testing/test-emulator.js";
import { HUB, PLAIN, SECOND_HUB, UNDEPLOYED, VERSORI, WITH_SCHEMA } from "../testing/versori-demo.js";

const ORGANISATION = "01J00000000000000000000RG1";
/** Not deployed any more, but active for cleo. */
const TAKEN_DOWN = "01J0000000000000000000DEM7";
const NEW = { organisationId: ORGANISATION, name: "Reviews" };
const TEMPLATE = {
  connectorId: "01J0000000000000000000CTR1",
  authSchemeConfig: { id: "01J0000000000000000000ASC4", description: "Open", schemeType: "none" },
};
const ALL = ["Newsletter", "Stock alerts", "Returns", "Bookkeeping", "Printed catalogue"];

const start = () => createTestEmulator({ only: ["versori"] });
const ask = ({ send }: TestEmulator, line: string, json?: object) =>
  send({ line: line.replace(" ", ` ${VERSORI}`), as: "versori.admin", ...(json && { json }) });

async function list(emulator: TestEmulator, query = "") {
  const { status, body } = await ask(emulator, `GET /hubs/${HUB}/integrations${query}`);
  expect(status).toBe(200);
  const { total, integrations } = body as unknown as { total: number; integrations: { id: string; name: string }[] }; // by its document
  return { total, names: integrations.map(({ name }) => name), last: integrations.at(-1)?.id };
}

test("V-INT-3: a new integration has a board, neither image nor deployment, and its users see a stand-in's image", async () => {
  const emulator = await start();
  const made = await ask(emulator, `POST /hubs/${HUB}/integrations`, NEW);
  const id = textOf(made, "id");
  expect(made).toMatchObject({ status: 200, evidence: "assumed" });
  expect(made.body).toEqual({ id, name: "Reviews", boardId: textOf(made, "boardId") });
  expect((await ask(emulator, `GET /integrations/${id}`)).body).toEqual(made.body);
  const embedded = await ask(emulator, `GET /embed/${HUB}/users/ada/integrations/${id}`);
  expect(embedded).toMatchObject({
    body: {
      isDeployed: false,
      description: "",
      imageUrl: "https://images.example.com/none.png",
      connectionTemplates: [],
    },
  });
  expect((await list(emulator)).names).toEqual([...ALL, "Reviews"]);
});

test("CreateIntegration keeps description, schema and the first connection template that are sent", async () => {
  const emulator = await start();
  const variablesSchema = { type: "object", properties: { delay: { type: "integer" } } };
  const sent = {
    ...NEW,
    description: "Asks for reviews.",
    summary: "Reviews",
    variablesSchema,
    connectionTemplate: TEMPLATE,
  };
  const made = await ask(emulator, `POST /hubs/${HUB}/integrations`, sent);
  expect(made).toMatchObject({ status: 200, body: { description: "Asks for reviews.", variablesSchema } });
  const templates = await ask(emulator, `GET /integrations/${textOf(made, "id")}/connection-templates`);
  expect(templates).toMatchObject({
    body: { totalCount: 1, connectionTemplates: [{ name: "Shop", isPrimary: true, isUsed: false }] },
  });
});

test("V-CNX-1: CreateIntegration with a template for an unknown connector is 400, and nothing is made", async () => {
  const emulator = await start();
  const connectionTemplate = { ...TEMPLATE, connectorId: "01J0000000000000000000CTR5" };
  const reply = await ask(emulator, `POST /hubs/${HUB}/integrations`, { ...NEW, connectionTemplate });
  expect(reply).toMatchObject({ status: 400, body: { fields: [{ field: "connectionTemplate.connectorId" }] } });
  expect((await list(emulator)).total).toBe(ALL.length);
});

test("V-AUTH-2.tenant: CreateIntegration for another organisation than the hub's is 404", async () => {
  const emulator = await start();
  const organisationId = "01J00000000000000000000RG2";
  expect((await ask(emulator, `POST /hubs/${HUB}/integrations`, { ...NEW, organisationId })).status).toBe(404);
});

test("ListIntegrations has deployed and undeployed ones of its hub in a form of page of its own", async () => {
  const emulator = await start();
  expect(await list(emulator)).toMatchObject({ total: 5, names: ALL });
  const second = await ask(emulator, `GET /hubs/${SECOND_HUB}/integrations`);
  expect(second.body).toEqual({ total: 1, integrations: [expect.objectContaining({ name: "Loyalty" })] });
});

test("V-SEARCH: ListIntegrations finds a text in the name, and nowhere else", async () => {
  const emulator = await start();
  expect(await list(emulator, "?search=LETTER")).toMatchObject({ total: 1, names: ["Newsletter"] });
  expect(await list(emulator, "?search=customers")).toMatchObject({ total: 0, names: [] });
});

test("V-PAGE.integrations: the id of an integration is the cursor that ListIntegrations does not give", async () => {
  const emulator = await start();
  const seen: string[] = [];
  let page = await list(emulator, "?first=2");
  while (page.last !== undefined) {
    seen.push(...page.names);
    page = await list(emulator, `?first=2&after=${page.last}`);
  }
  expect(seen).toEqual(ALL);
  expect((await list(emulator, `?before=${UNDEPLOYED}`)).names).toEqual(["Newsletter", "Stock alerts"]);
  const broken = await ask(emulator, `GET /hubs/${HUB}/integrations?after=no-cursor`);
  expect(broken).toMatchObject({ status: 400, body: { fields: [{ field: "after" }] } });
});

test("UpdateIntegration changes what is sent and leaves the rest", async () => {
  const emulator = await start();
  const before = await ask(emulator, `GET /integrations/${PLAIN}`);
  const change = {
    name: "Weekly letter",
    imageUrl: "https://images.example.com/weekly.png",
    variablesSchema: { type: "object" },
  };
  const reply = await ask(emulator, `PATCH /integrations/${PLAIN}`, change);
  expect(reply).toMatchObject({ status: 200 });
  expect(reply.body).toEqual({ ...(before.body as object), ...change }); // an object by its document
  expect((await ask(emulator, `GET /integrations/${PLAIN}`)).body).toEqual(reply.body);
  const described = await ask(emulator, `PATCH /integrations/${PLAIN}`, { description: "" });
  expect(described).toMatchObject({ body: { name: "Weekly letter", description: "" } });
});

test("V-JSON.form: UpdateIntegration refuses a name that is no text and an image without an address", async () => {
  const reply = await ask(await start(), `PATCH /integrations/${PLAIN}`, { name: 7, imageUrl: "picture" });
  expect(JSON.stringify(reply.body)).toContain('"field":"name"');
  expect(JSON.stringify(reply.body)).toContain('"field":"imageUrl"');
  expect(reply.status).toBe(400);
});

test("V-VAR-2: a schema that is set later holds for the next variables", async () => {
  const emulator = await start();
  const path = `/integrations/${WITH_SCHEMA}`;
  await ask(emulator, `PATCH ${path}`, { variablesSchema: { type: "object", required: ["lake"] } });
  const reply = await ask(emulator, `PUT ${path}/users/bob/variables`, { dynamicVariables: { region: "eu" } });
  expect(reply).toMatchObject({ status: 400, body: { fields: [{ field: "dynamicVariables.lake" }] } });
});

test("DeleteIntegration takes an integration that is not deployed, and its templates", async () => {
  const emulator = await start();
  expect(await ask(emulator, `DELETE /integrations/${UNDEPLOYED}`)).toMatchObject({ status: 204, body: undefined });
  expect((await ask(emulator, `GET /integrations/${UNDEPLOYED}`)).status).toBe(404);
  expect((await ask(emulator, `DELETE /integrations/${UNDEPLOYED}`)).status).toBe(404);
  const templates = emulator.freeze().collections["versori.connectionTemplates"] ?? [];
  expect(JSON.stringify(templates)).not.toContain(UNDEPLOYED);
});

test("V-INT-4: an integration that is deployed is not deleted", async () => {
  const emulator = await start();
  const reply = await ask(emulator, `DELETE /integrations/${PLAIN}`);
  expect(reply).toMatchObject({ status: 409, body: { code: "409000" }, evidence: "assumed" });
  expect((await ask(emulator, `GET /integrations/${PLAIN}`)).status).toBe(200);
});

test("V-INT-4.active: an integration that is active for a user is not deleted before that ends", async () => {
  const emulator = await start();
  const reply = await ask(emulator, `DELETE /integrations/${TAKEN_DOWN}`);
  expect(reply).toMatchObject({ status: 409, body: { code: "409000" }, evidence: "assumed" });
  await ask(emulator, "DELETE /activations/01J0000000000000000000ACT4");
  expect((await ask(emulator, `DELETE /integrations/${TAKEN_DOWN}`)).status).toBe(204);
});
