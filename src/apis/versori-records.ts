import type { JsonObject } from "../openapi/json.js";

/** A record of the collection `hubs`: where an organisation offers integrations to its users. */
export interface Hub {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly primaryConnectorId: string;
  readonly authSchemeConfig: AuthScheme;
  readonly isDefault: boolean;
  readonly isDeleted: boolean;
}

/** A record of the collection `organisations`. */
export interface Organisation {
  readonly id: string;
}

/** A record of the collection `connectors`: a system that an organisation's integrations can reach. */
export interface Connector {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly imageUrl: string;
  readonly variables: readonly JsonObject[];
}

/** A record of the collection `users`: an end user of one hub. */
export interface User {
  readonly id: string;
  readonly hubId: string;
  readonly externalId: string;
  readonly displayName: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A record of the collection `connections`, its secrets included. */
export interface Connection {
  readonly id: string;
  readonly userId: string;
  readonly connectorId: string;
  readonly isPrimary: boolean;
  readonly name: string;
  readonly credentials: ConnectionCredentials;
  readonly variables: readonly JsonObject[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Credentials for calls to a system and for calls from it. */
export interface ConnectionCredentials<Item = ConnectionCredential> {
  readonly action?: readonly Item[];
  readonly trigger?: readonly Item[];
}

/** A credential and how it is used. */
export interface ConnectionCredential {
  readonly id: string;
  readonly authSchemeConfig: AuthScheme;
  readonly credential: Credential;
}

/** How a system wants to be authenticated to; `schemeType` decides what else it has, of which this is what matters here. */
export interface AuthScheme {
  readonly id: string;
  readonly schemeType: string;
  /** Of `oauth2` only. */
  readonly defaultScopes?: readonly string[];
  readonly grant?: JsonObject;
  readonly validationMessages?: readonly unknown[];
}

/** A credential; `type` decides what `data` holds. */
export interface Credential {
  readonly id: string;
  readonly organisationId: string;
  readonly type: string;
  readonly name: string;
  readonly data: JsonObject;
}

/** A record of the collection `integrations`. */
export interface Integration {
  readonly id: string;
  readonly hubId: string;
  readonly name: string;
  readonly boardId: string;
  readonly imageUrl?: string;
  readonly screenshotUrl?: string;
  readonly description?: string;
  readonly summary?: string;
  readonly isDeployed: boolean;
  readonly variablesSchema?: JsonObject;
}

/** A record of the collection `connectionTemplates`: a place in an integration that a connection must fill. */
export interface ConnectionTemplate {
  readonly id: string;
  readonly integrationId: string;
  readonly connectorId: string;
  readonly name: string;
  readonly imageUrl: string;
  readonly isUsed: boolean;
  readonly isPrimary: boolean;
  readonly authSchemeConfig: AuthScheme;
}

/** A record of the collection `activations`. */
export interface Activation {
  readonly id: string;
  readonly hubId: string;
  readonly userId: string;
  readonly integrationId: string;
  readonly dynamicVariables: JsonObject;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A record of the collection `activationConnections`: which connection an activation uses for a template. */
export interface ActivationConnection {
  readonly id: string;
  readonly activationId: string;
  readonly templateId: string;
  readonly connectionId: string;
}
