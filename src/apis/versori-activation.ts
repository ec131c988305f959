import { hidesSecrets, redactCredentials } from "./versori-redaction.js";
import type { VersoriCall } from "./versori-call.js";
import type { Activation, Connection, Integration, User } from "./versori-records.js";

/** An activation as replies show it, and the rules that decide how. */
export interface ShownActivation {
  readonly body: object;
  readonly rules: readonly string[];
}

/** Shows an activation with its user and integration, but without its connections and variables (V-ACT-2). */
export function showActivation(call: VersoriCall, activation: Activation): ShownActivation {
  const { id, hubId, userId, integrationId } = activation;
  const user = getRecord(call.world.collection<User>("users"), userId);
  const integration = getRecord(call.world.collection<Integration>("integrations"), integrationId);
  const primary = getPrimaryConnection(call, user);
  const credentials = redactCredentials(primary.credentials);
  return {
    body: {
      id,
      user: showUser(user, { ...primary, credentials }),
      hubId,
      // An activation that can be shown is one that is there, so its integration is activated.
      integration: showIntegration(integration, true),
    },
    rules: hidesSecrets(credentials) ? ["V-ACT-2", "V-RED"] : ["V-ACT-2"],
  };
}

/** The connection that leads a user to the hub's own product; every user has one. */
export function getPrimaryConnection(call: VersoriCall, { id }: User): Connection {
  const own = call.world.collection<Connection>("connections").listBy("userId", id);
  const primary = own.find((connection) => connection.isPrimary);
  if (!primary) throw new Error(`the user ${id} has no primary connection`);
  return primary;
}

function showUser({ id, externalId, displayName, hubId, createdAt, updatedAt }: User, primary: Connection): object {
  return { id, externalId, displayName, hubId, primaryConnection: showConnection(primary), createdAt, updatedAt };
}

function showConnection({ id, name, credentials, variables, createdAt, updatedAt }: Connection): object {
  return { id, name, credentials, variables, createdAt, updatedAt };
}

function showIntegration(integration: Integration, isActivated: boolean): object {
  const { id, name, imageUrl, description, isDeployed, variablesSchema } = integration;
  return { id, name, imageUrl, description, isDeployed, isActivated, ...(variablesSchema && { variablesSchema }) };
}

function getRecord<Rec extends object>(collection: { find(id: string): Rec | undefined }, id: string): Rec {
  const record = collection.find(id);
  if (!record) throw new Error(`an activation refers to "${id}", which is not there`);
  return record;
}
