import type { JsonObject } from "../openapi/json.js";
import type { AuthScheme, ConnectionCredential, ConnectionCredentials, Credential } from "./versori-records.js";

/** What stands in replies where a secret is stored (V-RED). */
export const REDACTED = "[REDACTED]";

/** The fields of a credential's data that are secret, by its type; of a type that is not here every field is. */
const SECRETS = new Map<string, readonly string[]>([
  ["none", []],
  ["string", ["value"]],
  ["binary", ["valueBase64"]],
  ["basic-auth", ["password"]],
  ["oauth2-password", ["password"]],
  ["oauth2-client", ["clientSecret"]],
  ["certificate", ["key"]],
]);

/** A connection's credentials as replies show them. */
export function redactCredentials({ action, trigger }: ConnectionCredentials): ConnectionCredentials {
  return {
    ...(action && { action: action.map(redactItem) }),
    ...(trigger && { trigger: trigger.map(redactItem) }),
  };
}

/** Whether redacted credentials, or a redacted scheme, hide something. */
export function hidesSecrets(redacted: ConnectionCredentials | AuthScheme): boolean {
  return JSON.stringify(redacted).includes(JSON.stringify(REDACTED));
}

function redactItem(item: ConnectionCredential): ConnectionCredential {
  const { credential } = item;
  return {
    ...item,
    authSchemeConfig: redactScheme(item.authSchemeConfig),
    credential: { ...credential, data: redactData(credential) },
  };
}

function redactData({ type, data }: Credential): JsonObject {
  // Of tokens only the scopes can be read, but the schema asks for a refresh token too.
  if (type === "oauth2-token") return { scopes: data["scopes"] ?? [], refreshToken: REDACTED };
  return redactFields(data, SECRETS.get(type) ?? Object.keys(data));
}

/** An authentication scheme as replies show it: its grant may carry the secret of its client. */
export function redactScheme(scheme: AuthScheme): AuthScheme {
  return scheme.grant ? { ...scheme, grant: redactFields(scheme.grant, ["clientSecret"]) } : scheme;
}

/** A scheme as it is stored: what a check of it once found is ignored when it is sent. */
export function withoutMessages({ validationMessages: _ignored, ...scheme }: AuthScheme): AuthScheme {
  return scheme;
}

function redactFields(data: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => [field, fields.includes(field) ? REDACTED : value]),
  );
}
