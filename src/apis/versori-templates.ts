import type { BehaviourReply } from "../emulator/behaviour.js";
import { readBody, type VersoriCall } from "./versori-call.js";
import { getOwn, getOwnConnector, getOwnOfPath } from "./versori-own.js";
import { toPage } from "./versori-page.js";
import type { AuthScheme, ConnectionTemplate, Integration } from "./versori-records.js";
import { withoutMessages } from "./versori-redaction.js";
import { showTemplate } from "./versori-shown.js";

/** A connection template to be made, as a request gives it. */
export interface TemplateCreate {
  readonly connectorId: string;
  readonly authSchemeConfig: AuthScheme;
}

/** Makes a connection template of the integration that the path names. */
export function createConnectionTemplate(call: VersoriCall): BehaviourReply {
  const template = createTemplate(
    call,
    getOwnOfPath(call, "integrations"),
    readBody<TemplateCreate>(call),
    "connectorId",
  );
  const { body, rules } = showTemplate(template);
  return { status: 200, body, rules: ["V-TMPL-1", ...rules] };
}

/**
 * Makes a connection template that is not used yet (V-TMPL-1); `field` is where the request names its connector.
 * @throws Problem invalid-request when the organisation does not have the connector (V-CNX-1)
 */
export function createTemplate(
  call: VersoriCall,
  integration: Integration,
  { connectorId, authSchemeConfig }: TemplateCreate,
  field: string,
): ConnectionTemplate {
  const connector = getOwnConnector(call, connectorId, field);
  const templates = call.world.collection<ConnectionTemplate>("connectionTemplates");
  const hasPrimary = templates.listBy("integrationId", integration.id).some(({ isPrimary }) => isPrimary);
  return templates.insert({
    id: call.world.ids.ulid(),
    integrationId: integration.id,
    connectorId,
    name: connector.name,
    imageUrl: connector.imageUrl,
    isUsed: false,
    isPrimary: !hasPrimary && getOwn(call, "hubs", integration.hubId).primaryConnectorId === connectorId,
    authSchemeConfig: withoutMessages(authSchemeConfig),
  });
}

/** Lists an integration's connection templates page by page, used or not. */
export function listConnectionTemplates(call: VersoriCall): BehaviourReply {
  const all = call.world
    .collection<ConnectionTemplate>("connectionTemplates")
    .listBy("integrationId", getOwnOfPath(call, "integrations").id);
  const page = toPage(all, call.params.query);
  const shown = page.rows.map(showTemplate);
  return {
    status: 200,
    body: { ...page.info, connectionTemplates: shown.map(({ body }) => body) },
    rules: [...new Set([...page.rules, ...shown.flatMap(({ rules }) => rules)])],
  };
}
