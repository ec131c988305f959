import { hidesSecrets, redactCredentials, redactScheme } from "./versori-redaction.js";
import type { Connection, ConnectionTemplate, Connector, Hub, Integration, User } from "./versori-records.js";

/** A record as replies show it, and the rules that decide how. */
export interface Shown {
  readonly body: object;
  readonly rules: readonly string[];
}

/** The image that users see of an integration which has none (V-INT-3). */
const NO_IMAGE = "https://images.example.com/none.png";

/** A user with the primary connection. */
export function showUser(user: User, primary: Connection): Shown {
  const { body, rules } = showConnection(primary);
  const { id, externalId, displayName, hubId, createdAt, updatedAt } = user;
  return { body: { id, externalId, displayName, hubId, primaryConnection: body, createdAt, updatedAt }, rules };
}

/** A connection, its secrets redacted. */
export function showConnection({ id, name, credentials, variables, createdAt, updatedAt }: Connection): Shown {
  const redacted = redactCredentials(credentials);
  const body = { id, name, credentials: redacted, variables, createdAt, updatedAt };
  return { body, rules: hidesSecrets(redacted) ? ["V-RED"] : [] };
}

/** A hub with what its primary connector is called and looks like. */
export function showHub({ id, name, isDefault, authSchemeConfig }: Hub, connector: Connector): Shown {
  const { id: connectorId, name: connectorName, imageUrl, variables } = connector;
  const redacted = redactScheme(authSchemeConfig);
  return {
    body: {
      id,
      name,
      primaryConnector: { connectorId, name: connectorName, imageUrl, variables, authSchemeConfig: redacted },
      isDefault,
    },
    rules: hidesSecrets(redacted) ? ["V-RED"] : [],
  };
}

/** An integration as its organisation sees it. */
export function showIntegration(integration: Integration): object {
  const { id, name, boardId, imageUrl, screenshotUrl, description, variablesSchema } = integration;
  return { id, name, boardId, ...given({ imageUrl, screenshotUrl, description, variablesSchema }) };
}

/** An integration as an end user sees it. */
export function showEmbedded(integration: Integration, isActivated: boolean): Shown {
  const { id, name, imageUrl, description, isDeployed, variablesSchema } = integration;
  return {
    body: {
      id,
      name,
      imageUrl: imageUrl ?? NO_IMAGE,
      description: description ?? "",
      isDeployed,
      isActivated,
      ...given({ variablesSchema }),
    },
    rules: imageUrl === undefined || description === undefined ? ["V-INT-3"] : [],
  };
}

/** A connection template; its scheme may have the secret of a client. */
export function showTemplate(template: ConnectionTemplate): Shown {
  const { id, connectorId, name, imageUrl, isUsed, isPrimary, authSchemeConfig } = template;
  const redacted = redactScheme(authSchemeConfig);
  return {
    body: { id, connectorId, name, imageUrl, isUsed, isPrimary, authSchemeConfig: redacted },
    rules: hidesSecrets(redacted) ? ["V-RED"] : [],
  };
}

/** The members that have a value. */
function given(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
