import { Problem } from "../emulator/problem.js";
import type { JsonObject } from "../openapi/json.js";
import type { VersoriCall } from "./versori-call.js";
import type {
  AuthScheme,
  Connection,
  ConnectionCredential,
  ConnectionCredentials,
  ConnectionTemplate,
  Credential,
  User,
} from "./versori-records.js";
import { withoutMessages } from "./versori-redaction.js";

/** A connection to be made, as a request gives it. */
export interface NewConnection {
  readonly name: string;
  readonly credentials: ConnectionCredentials<NewConnectionCredential>;
  readonly variables: readonly JsonObject[];
}

/** A connection to be made for a template, as a request gives it. */
export interface NewTemplateConnection extends NewConnection {
  readonly templateId: string;
}

/** A credential to be stored and how it is used, as a request gives it. */
export interface NewConnectionCredential {
  readonly authSchemeConfig: AuthScheme;
  readonly credential: Pick<Credential, "name" | "type" | "data">;
}

/** A connection that was made, and the rules that decided how. */
export interface MadeConnection {
  readonly connection: Connection;
  readonly rules: readonly string[];
}

/** Makes a connection of a user to a template's connector. @throws Problem conflict (V-CON-7) */
export function connectToTemplate(
  call: VersoriCall,
  user: User,
  template: ConnectionTemplate,
  given: NewTemplateConnection,
): MadeConnection {
  const { connection, rules } = createConnection(call, user, { ...template, isPrimary: false }, given);
  return { connection, rules: [...rules, ...citeSchemes(template, given)] };
}

/** Makes a connection of a user to a connector. @throws Problem conflict (V-CON-7) */
export function createConnection(
  call: VersoriCall,
  user: User,
  to: Pick<Connection, "connectorId" | "isPrimary">,
  { name, credentials: { action, trigger }, variables }: NewConnection,
): MadeConnection {
  const now = call.world.timestamp();
  const rules = judgeName(call, user, to, name);
  const connection = call.world.collection<Connection>("connections").insert({
    id: call.world.ids.ulid(),
    userId: user.id,
    connectorId: to.connectorId,
    isPrimary: to.isPrimary,
    name,
    credentials: {
      ...(action && { action: action.map((item) => createCredential(call, item)) }),
      ...(trigger && { trigger: trigger.map((item) => createCredential(call, item)) }),
    },
    variables,
    createdAt: now,
    updatedAt: now,
  });
  return { connection, rules };
}

/** V-CON-7: whether a user may have two connections of one connector with one name. */
function judgeName(
  call: VersoriCall,
  user: User,
  { connectorId }: Pick<Connection, "connectorId">,
  name: string,
): string[] {
  const own = call.world.collection<Connection>("connections").listBy("userId", user.id);
  if (!own.some((connection) => connection.connectorId === connectorId && connection.name === name)) return [];
  if (call.switches.uniqueConnectionName === "off") return ["V-CON-7"];
  const message = `The user has a connection with the name ${JSON.stringify(name)} already`;
  throw new Problem("conflict", { message, rules: ["V-CON-7"] });
}

/** V-CON-5 is what lets in a scheme that is not the template's. */
function citeSchemes(
  { authSchemeConfig: { schemeType: expected } }: ConnectionTemplate,
  { credentials: { action = [], trigger = [] } }: NewConnection,
): string[] {
  return [...action, ...trigger].some(({ authSchemeConfig }) => authSchemeConfig.schemeType !== expected)
    ? ["V-CON-5"]
    : [];
}

function createCredential(
  call: VersoriCall,
  { authSchemeConfig, credential: { name, type, data } }: NewConnectionCredential,
): ConnectionCredential {
  const scheme = withoutMessages(authSchemeConfig);
  const { ids } = call.world;
  const content = type === "oauth2-code" ? exchangeCode(call, scheme) : { type, data };
  const { organisationId } = call.principal;
  return { id: ids.ulid(), authSchemeConfig: scheme, credential: { id: ids.ulid(), organisationId, name, ...content } };
}

/** An authorisation code is kept as the tokens that it was exchanged for (V-RED.code). */
function exchangeCode(call: VersoriCall, { defaultScopes }: AuthScheme): Pick<Credential, "type" | "data"> {
  const scopes = [...(defaultScopes ?? [])];
  return { type: "oauth2-token", data: { scopes, refreshToken: `refresh-${call.world.ids.ulid()}` } };
}
