import { expect } from "vitest";
import type { StoryReply, Tell } from "./story.js";

const BASE = "/api/embedded/v1";
const ACTIVATIONS_OF_ADA = `${BASE}/embed/01J0000000000000000000HVB1/users/ada/activations`;

/** The body that activates the integration without variables for ada, with the connection that she has. */
const PLAIN = {
  userId: "ada",
  integrationId: "01J0000000000000000000DEM1",
  connections: [{ templateId: "01J0000000000000000000TMP1", connectionId: "01J0000000000000000000CNX1" }],
};

const WITH_VARIABLES = {
  userId: "ada",
  integrationId: "01J0000000000000000000DEM2",
  connections: [{ templateId: "01J0000000000000000000TMP3", connectionId: "01J0000000000000000000CNX1" }],
  dynamicVariables: { region: "eu" },
};

const UNDEPLOYED = "01J0000000000000000000DEM3";

/** A connection that is made with the activation, to the second system that its integration needs. */
const NEW_CONNECTION = {
  templateId: "01J0000000000000000000TMP5",
  name: "Ledger of the story",
  variables: [],
  credentials: {
    action: [
      {
        authSchemeConfig: { id: "01J0000000000000000000ASC2", schemeType: "basic-auth", description: "Login" },
        credential: { name: "Login", type: "basic-auth", data: { username: "ada", password: "not told again" } },
      },
    ],
  },
};

const OF_TWO_SYSTEMS = {
  userId: "ada",
  integrationId: "01J0000000000000000000DEM4",
  connections: [
    { templateId: "01J0000000000000000000TMP4", connectionId: "01J0000000000000000000CNX1" },
    NEW_CONNECTION,
  ],
};

/**
 * Activations of ada: with an existing and with a new connection; a missing connection, an undeployed integration and
 * wrong variables refused; list, put variables, delete, gone.
 */
export async function tellVersoriStory(tell: Tell): Promise<void> {
  const send = (line: string, json?: object) => tell(line, "versori.admin", json);
  const activate = (body: object) => send(`POST ${BASE}/activations`, body);
  const list = () => send(`GET ${ACTIVATIONS_OF_ADA}`);
  expect(await list()).toEqual({ status: 200, body: { totalCount: 0, activations: [] } });

  const existing = await activate(PLAIN);
  expect(existing).toMatchObject({ status: 200, body: { integration: { isDeployed: true, isActivated: true } } });
  const made = await activate(OF_TWO_SYSTEMS);
  expect(made).toMatchObject({ status: 200, body: { user: { externalId: "ada" } } });
  expect(JSON.stringify(made.body)).not.toContain("not told again");

  const missing = await activate({ ...OF_TWO_SYSTEMS, connections: OF_TWO_SYSTEMS.connections.slice(0, 1) });
  expect(missing).toMatchObject({ status: 400, body: { fields: [{ field: "connections" }] } });
  const undeployed = await activate({ ...PLAIN, integrationId: UNDEPLOYED });
  expect(undeployed).toMatchObject({ status: 409, body: { code: "409000" } });
  const wrong = await activate({ ...WITH_VARIABLES, dynamicVariables: { region: "moon" } });
  expect(wrong).toMatchObject({ status: 400, body: { fields: [{ field: "dynamicVariables.region" }] } });

  const withVariables = await activate(WITH_VARIABLES);
  expect(withVariables.status).toBe(200);
  const id = readId(withVariables);
  expect(await send(`GET ${BASE}/activations/${id}`)).toEqual(withVariables);
  const activations = [existing.body, made.body, withVariables.body];
  expect(await list()).toEqual({ status: 200, body: { totalCount: 3, activations } });

  const dynamicVariables = { region: "us", batchSize: 5 };
  const put = await send(`PUT ${BASE}/activations/${id}/variables`, { dynamicVariables });
  expect(put).toEqual({ status: 200, body: { dynamicVariables } });
  expect(await send(`DELETE ${BASE}/activations/${id}`)).toEqual({ status: 204, body: undefined });
  expect(await send(`GET ${BASE}/activations/${id}`)).toMatchObject({ status: 404, body: { code: "404000" } });
  expect(await list()).toMatchObject({ body: { totalCount: 2, activations: activations.slice(0, 2) } });
}

const ORGANISATION = "01J00000000000000000000RG1";
const SHOP = "01J0000000000000000000CTR1";
const SCHEME = {
  id: "01J0000000000000000000ASC1",
  schemeType: "api-key",
  description: "Key",
  name: "X-Key",
  in: "header",
};

/** A user with a key of the shop. */
const DORA = {
  externalId: "dora",
  displayName: "Dora",
  primaryConnection: {
    name: "Shop of dora",
    variables: [],
    credentials: {
      action: [
        { authSchemeConfig: SCHEME, credential: { name: "Key", type: "string", data: { value: "not told again" } } },
      ],
    },
  },
};

/**
 * From an organisation that has nothing to an activated integration and back, through the API alone: hub, integration
 * with a template, deployment, user, activation; then all of it taken away. Told of the fixture `empty`.
 */
export async function tellVersoriLife(tell: Tell): Promise<void> {
  const send = (line: string, json?: object) => tell(line.replace(" ", ` ${BASE}`), "versori.admin", json);
  const listHubs = () => send(`GET /o/${ORGANISATION}/hubs`);
  expect(await listHubs()).toEqual({ status: 200, body: { totalCount: 0, hubs: [] } });

  const newHub = { organisationId: ORGANISATION, name: "Hub", primaryConnectorId: SHOP, authSchemeConfig: SCHEME };
  const hub = await send("POST /hubs", newHub);
  expect(hub).toMatchObject({ status: 201, body: { isDefault: true, primaryConnector: { connectorId: SHOP } } });
  const hubId = readId(hub);
  expect(await listHubs()).toEqual({ status: 200, body: { totalCount: 1, hubs: [hub.body] } });

  const connectionTemplate = { connectorId: SHOP, authSchemeConfig: SCHEME };
  const newIntegration = { organisationId: ORGANISATION, name: "Reviews", connectionTemplate };
  const integrationId = readId(await send(`POST /hubs/${hubId}/integrations`, newIntegration));
  const templates = await send(`GET /integrations/${integrationId}/connection-templates`);
  expect(templates).toMatchObject({
    body: { totalCount: 1, connectionTemplates: [{ isPrimary: true, isUsed: false }] },
  });
  const { connectionTemplates } = templates.body as { connectionTemplates: [{ id: string }] }; // as was just seen
  const templateId = connectionTemplates[0].id;

  const offered = () => send(`GET /embed/${hubId}/users/dora/integrations/${integrationId}`);
  expect(await offered()).toMatchObject({ body: { isDeployed: false, isActivated: false } });
  const deploy = (...used: string[]) =>
    send(`PUT /integrations/${integrationId}/metadata`, { usedConnectionTemplates: used });
  expect((await deploy(templateId)).status).toBe(204);
  expect(await offered()).toMatchObject({ body: { isDeployed: true, isActivated: false } });

  expect((await send(`GET /hubs/${hubId}/users/dora`)).status).toBe(404);
  const user = await send(`POST /hubs/${hubId}/users`, DORA);
  expect(user.status).toBe(201);
  expect(JSON.stringify(user.body)).not.toContain("not told again");
  const { primaryConnection } = user.body as { primaryConnection: { id: string } }; // by its document, which it keeps
  const connections = [{ templateId, connectionId: primaryConnection.id }];
  const activation = await send("POST /activations", { userId: "dora", integrationId, connections });
  expect(activation).toMatchObject({ status: 200, body: { user: user.body, integration: { isActivated: true } } });
  expect(await offered()).toMatchObject({ body: { isDeployed: true, isActivated: true } });

  const remove = async (path: string) => expect((await send(`DELETE ${path}`)).status, path).toBe(204);
  await remove(`/activations/${readId(activation)}`);
  expect(await offered()).toMatchObject({ body: { isActivated: false } });
  await remove(`/hubs/${hubId}/users/dora`);
  expect((await send(`DELETE /integrations/${integrationId}`)).status).toBe(409);
  await deploy();
  await remove(`/integrations/${integrationId}`);
  await remove(`/hubs/${hubId}`);
  expect(await listHubs()).toEqual({ status: 200, body: { totalCount: 0, hubs: [] } });
  expect(await send(`GET /hubs/${hubId}`)).toMatchObject({ status: 200, body: { id: hubId, isDefault: false } });
}

/** The `id` in the body of an answer. */
function readId({ body }: StoryReply): string {
  return (body as { id: string }).id; // by its document, which it keeps
}
