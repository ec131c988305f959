import type { BehaviourReply } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import { readBody, type VersoriCall } from "./versori-call.js";
import { findLatestActivation } from "./versori-latest-activation.js";
import { createConnection, type NewConnection } from "./versori-new-connection.js";
import { getOwnConnector, getOwnOfPath } from "./versori-own.js";
import { toPage } from "./versori-page.js";
import type { ActivationConnection, Connection, Integration } from "./versori-records.js";
import { showConnection } from "./versori-shown.js";
import { getNamedUser } from "./versori-users.js";

interface EndUserConnectionCreate {
  readonly connectorId: string;
  readonly connection: NewConnection;
}

/** Connects a user to a connector of the organisation (V-CNX-1), outside of an activation. */
export function createEndUserConnection(call: VersoriCall): BehaviourReply {
  const user = getNamedUser(call, getOwnOfPath(call, "hubs").id);
  const { connectorId, connection: given } = readBody<EndUserConnectionCreate>(call);
  getOwnConnector(call, connectorId, "connectorId");
  const { connection, rules } = createConnection(call, user, { connectorId, isPrimary: false }, given);
  const shown = showConnection(connection);
  return { status: 201, body: shown.body, rules: ["V-UID-1.path", ...rules, ...shown.rules] };
}

/** Lists a user's connections page by page, to some connectors only where the query names them (V-CNX-2). */
export function listEndUserConnections(call: VersoriCall): BehaviourReply {
  const user = getNamedUser(call, getOwnOfPath(call, "hubs").id);
  const { hub_connector_id: wanted } = call.params.query;
  const all = call.world.collection<Connection>("connections").listBy("userId", user.id);
  const page = toPage(
    all.filter(({ connectorId }) => !Array.isArray(wanted) || wanted.includes(connectorId)),
    call.params.query,
  );
  const connections = page.rows.map(({ id, name, createdAt, updatedAt }) => ({ id, name, createdAt, updatedAt }));
  const ofConnector = wanted === undefined ? [] : ["V-CNX-2"];
  return {
    status: 200,
    body: { ...page.info, connections },
    rules: ["V-UID-1.path", ...ofConnector, ...page.rules],
  };
}

/** Reads the connection with which a user's latest activation fills a template (V-CNX-3). */
export function readTemplateConnection(call: VersoriCall): BehaviourReply {
  const template = getOwnOfPath(call, "connectionTemplates");
  const hubId = getHubIdOf(call, template.integrationId);
  const user = getNamedUser(call, hubId);
  const bindings = call.world.collection<ActivationConnection>("activationConnections");
  const latest = findLatestActivation(call, user.id, ({ id }) =>
    bindings.listBy("activationId", id).some(({ templateId }) => templateId === template.id),
  );
  const bound =
    latest && bindings.listBy("activationId", latest.id).find(({ templateId }) => templateId === template.id);
  const connection = bound && call.world.collection<Connection>("connections").find(bound.connectionId);
  if (!connection) {
    const message = "The user has no connection for this template";
    throw new Problem("not-found", { message, rules: ["V-CNX-3"] });
  }
  const shown = showConnection(connection);
  return { status: 200, body: shown.body, rules: ["V-UID-1.list", "V-CNX-3", ...shown.rules] };
}

function getHubIdOf({ world }: VersoriCall, integrationId: string): string {
  const integration = world.collection<Integration>("integrations").find(integrationId);
  if (!integration) throw new Error(`a template is of the integration "${integrationId}", which is not there`);
  return integration.hubId;
}
