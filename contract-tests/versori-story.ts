import { expect } from "vitest";
import type { Tell } from "./story.js";

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
  const { id } = withVariables.body as { id: string }; // by its document, which it keeps
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
