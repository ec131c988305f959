import type { TestRequest } from "./test-emulator.js";
import {
  FOREIGN,
  HUB,
  NOTHING,
  OF_BOB,
  OF_TWO,
  PLAIN,
  PRIMARY,
  SHOP_OF_BOB,
  UNDEPLOYED,
  VERSORI,
  WITH_SCHEMA,
} from "./versori-demo.js";

/** An operation of Versori, a request of it that does well in the demo fixture, and who may send that. */
export interface VersoriOperation {
  readonly name: string;
  readonly good: TestRequest;
  readonly status: number;
  /** Its organisation alone, the user bob too, every user of the organisation too, or everybody. */
  readonly for: "organisation" | "bob" | "users" | "everybody";
  /** The same for something that is not there. */
  readonly unknown?: TestRequest;
  /** The same for something of another organisation. */
  readonly foreign?: TestRequest;
}

const ORGANISATION = "01J00000000000000000000RG1";
const FOREIGN_ORGANISATION = "01J00000000000000000000RG2";
const FOREIGN_HUB = "01J0000000000000000000HVB3";
const FOREIGN_INTEGRATION = "01J0000000000000000000DEM6";
const SHOP = "01J0000000000000000000CTR1";
const MAILER = "01J0000000000000000000CTR3";
const FOREIGN_CONNECTOR = "01J0000000000000000000CTR5";
const TEMPLATE_OF_BOB = "01J0000000000000000000TMP3";
const FOREIGN_TEMPLATE = "01J0000000000000000000TMP9";

const authSchemeConfig = { id: "01J0000000000000000000ASC4", description: "Open", schemeType: "none" };
const connection = {
  name: "Open door",
  variables: [],
  credentials: { action: [{ authSchemeConfig, credential: { name: "Nothing", type: "none", data: {} } }] },
};
const hub = { organisationId: ORGANISATION, name: "New hub", primaryConnectorId: SHOP, authSchemeConfig };
const integration = { organisationId: ORGANISATION, name: "New integration" };
const oauth2 = {
  credential: { id: "01J0000000000000000000CRD7", organisationId: ORGANISATION },
  authorizeUrl: "https://mailer.example.com/authorize",
  clientId: "standin",
};
const activation = {
  userId: "bob",
  integrationId: PLAIN,
  connections: [{ templateId: PRIMARY, connectionId: SHOP_OF_BOB }],
};

/** All operations. */
export const VERSORI_OPERATIONS: readonly VersoriOperation[] = [
  ofOrganisation("ListHubs", 200, "GET /o/{}/hubs", [ORGANISATION, FOREIGN_ORGANISATION]),
  {
    name: "CreateHub",
    status: 201,
    for: "organisation",
    good: { line: `POST ${VERSORI}/hubs`, json: hub },
    unknown: { line: `POST ${VERSORI}/hubs`, json: { ...hub, organisationId: NOTHING } },
    foreign: { line: `POST ${VERSORI}/hubs`, json: { ...hub, organisationId: FOREIGN_ORGANISATION } },
  },
  { ...ofOrganisation("GetHub", 200, "GET /hubs/{}", [HUB, FOREIGN_HUB]), for: "users" },
  ofOrganisation("UpdateHubDetails", 200, "PATCH /hubs/{}", [HUB, FOREIGN_HUB], { name: "Renamed" }),
  ofOrganisation("DeleteHub", 204, "DELETE /hubs/{}", [HUB, FOREIGN_HUB]),
  ofBob("CreateEndUserConnection", 201, "POST /hubs/{}/users/bob/connections", [HUB, FOREIGN_HUB], {
    connectorId: SHOP,
    connection,
  }),
  ofBob("ListEndUserConnections", 200, "GET /hubs/{}/users/bob/connections", [HUB, FOREIGN_HUB]),
  {
    ...ofBob("CreateEndUser", 201, "POST /hubs/{}/users", ["01J0000000000000000000HVB2", FOREIGN_HUB], {
      externalId: "bob",
      primaryConnection: connection,
    }),
  },
  ofOrganisation("ListEndUsers", 200, "GET /hubs/{}/users", [HUB, FOREIGN_HUB]),
  ofBob("GetEndUser", 200, "GET /hubs/{}/users/bob", [HUB, FOREIGN_HUB]),
  ofBob("DeleteEndUser", 204, "DELETE /hubs/{}/users/bob", [HUB, FOREIGN_HUB]),
  ofOrganisation("CreateIntegration", 200, "POST /hubs/{}/integrations", [HUB, FOREIGN_HUB], integration),
  ofOrganisation("ListIntegrations", 200, "GET /hubs/{}/integrations", [HUB, FOREIGN_HUB]),
  ofOrganisation("GetIntegration", 200, "GET /integrations/{}", [PLAIN, FOREIGN_INTEGRATION]),
  ofOrganisation("UpdateIntegration", 200, "PATCH /integrations/{}", [PLAIN, FOREIGN_INTEGRATION], { name: "Renamed" }),
  ofOrganisation("DeleteIntegration", 204, "DELETE /integrations/{}", [UNDEPLOYED, FOREIGN_INTEGRATION]),
  ofOrganisation(
    "CreateHubConnectionTemplate",
    200,
    "POST /integrations/{}/connection-templates",
    [PLAIN, FOREIGN_INTEGRATION],
    { connectorId: MAILER, authSchemeConfig },
  ),
  ofOrganisation("ListIntegrationConnectionTemplates", 200, "GET /integrations/{}/connection-templates", [
    PLAIN,
    FOREIGN_INTEGRATION,
  ]),
  ofOrganisation("UpdateIntegrationMetadata", 204, "PUT /integrations/{}/metadata", [PLAIN, FOREIGN_INTEGRATION], {
    usedConnectionTemplates: [PRIMARY],
  }),
  ofBob("GetDynamicVariables", 200, "GET /integrations/{}/users/bob/variables", [WITH_SCHEMA, FOREIGN_INTEGRATION]),
  ofBob(
    "UpdateDynamicVariablesInternal",
    204,
    "PUT /integrations/{}/users/bob/variables",
    [WITH_SCHEMA, FOREIGN_INTEGRATION],
    { dynamicVariables: { region: "us" } },
  ),
  ofBob("GetEndUserConnection", 200, "GET /connection-templates/{}/users/bob", [TEMPLATE_OF_BOB, FOREIGN_TEMPLATE]),
  ofBob("ListEndUserIntegrations", 200, "GET /embed/{}/users/bob/integrations", [HUB, FOREIGN_HUB]),
  ofBob("GetEmbeddedIntegration", 200, `GET /embed/${HUB}/users/bob/integrations/{}`, [OF_TWO, FOREIGN_INTEGRATION]),
  {
    ...ofOrganisation(
      "InitialiseOAuth2EmbeddedConnection",
      200,
      `POST /embed/${HUB}/connector/{}/oauth2/initialise`,
      [MAILER, FOREIGN_CONNECTOR],
      oauth2,
    ),
    for: "users",
  },
  {
    name: "ActivateIntegration",
    status: 200,
    for: "bob",
    good: { line: `POST ${VERSORI}/activations`, json: activation },
    unknown: { line: `POST ${VERSORI}/activations`, json: { ...activation, integrationId: NOTHING } },
    foreign: { line: `POST ${VERSORI}/activations`, json: { ...activation, integrationId: FOREIGN_INTEGRATION } },
  },
  ofBob("GetActivation", 200, "GET /activations/{}", [OF_BOB, FOREIGN]),
  ofBob("DeleteActivation", 204, "DELETE /activations/{}", [OF_BOB, FOREIGN]),
  ofBob("UpdateDynamicVariables", 200, "PUT /activations/{}/variables", [OF_BOB, FOREIGN], {
    dynamicVariables: { region: "us" },
  }),
  ofBob("ListEndUserActivations", 200, "GET /embed/{}/users/bob/activations", [HUB, FOREIGN_HUB]),
  { name: "HealthCheck", status: 200, for: "everybody", good: { line: `GET ${VERSORI}/healthz` } },
];

/** An operation whose path has one id that matters: that of something of ours, and of others. */
function ofOrganisation(
  name: string,
  status: number,
  line: string,
  [own, foreign]: readonly [string, string],
  json?: object,
): VersoriOperation {
  const toRequest = (id: string): TestRequest => ({
    line: line.replace(" ", ` ${VERSORI}`).replace("{}", id),
    ...(json && { json }),
  });
  return {
    name,
    status,
    for: "organisation",
    good: toRequest(own),
    unknown: toRequest(NOTHING),
    foreign: toRequest(foreign),
  };
}

function ofBob(...operation: Parameters<typeof ofOrganisation>): VersoriOperation {
  return { ...ofOrganisation(...operation), for: "bob" };
}
