import type { BehaviourReply } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import type { JsonObject } from "../openapi/json.js";
import { readBody, type VersoriCall } from "./versori-call.js";
import { getOwn, getOwnOfPath } from "./versori-own.js";
import { toPage } from "./versori-page.js";
import type { Activation, Integration } from "./versori-records.js";
import { search } from "./versori-search.js";
import { showIntegration } from "./versori-shown.js";
import { createTemplate, type TemplateCreate } from "./versori-templates.js";

interface IntegrationCreate {
  readonly organisationId: string;
  readonly name: string;
  readonly description?: string;
  readonly summary?: string;
  readonly variablesSchema?: JsonObject;
  readonly connectionTemplate?: TemplateCreate;
}

type IntegrationUpdate = Partial<Pick<Integration, "name" | "imageUrl" | "description" | "variablesSchema">>;

/** Makes an integration of a hub that is not deployed (V-INT-3), with its first template where one is sent. */
export function createIntegration(call: VersoriCall): BehaviourReply {
  const hub = getOwnOfPath(call, "hubs");
  const { organisationId, name, description, summary, variablesSchema, connectionTemplate } =
    readBody<IntegrationCreate>(call);
  getOwn(call, "organisations", organisationId);
  const { ids } = call.world;
  const integration = call.world.collection<Integration>("integrations").insert({
    id: ids.ulid(),
    hubId: hub.id,
    name,
    boardId: ids.ulid(),
    ...(description !== undefined && { description }),
    ...(summary !== undefined && { summary }),
    ...(variablesSchema && { variablesSchema }),
    isDeployed: false,
  });
  if (connectionTemplate) createTemplate(call, integration, connectionTemplate, "connectionTemplate.connectorId");
  return { status: 200, body: showIntegration(integration), rules: ["V-INT-3"] };
}

/** Lists a hub's integrations, deployed or not, those whose name has a text (V-SEARCH); its page has no cursors. */
export function listIntegrations(call: VersoriCall): BehaviourReply {
  const hub = getOwnOfPath(call, "hubs");
  const all = call.world.collection<Integration>("integrations").listBy("hubId", hub.id);
  const found = search(all, ["name"], call.params.query);
  const { rows, info, rules } = toPage(found.rows, call.params.query, "id");
  return {
    status: 200,
    body: { total: info.totalCount, integrations: rows.map(showIntegration) },
    rules: [...found.rules, ...rules],
  };
}

/** Reads an integration as its organisation sees it. */
export function readIntegration(call: VersoriCall): BehaviourReply {
  return { status: 200, body: showIntegration(getOwnOfPath(call, "integrations")), rules: [] };
}

/** Changes what of an integration is sent. */
export function updateIntegration(call: VersoriCall): BehaviourReply {
  const integration = getOwnOfPath(call, "integrations");
  const { name, imageUrl, description, variablesSchema } = readBody<IntegrationUpdate>(call);
  const updated = call.world.collection<Integration>("integrations").replace({
    ...integration,
    ...(name !== undefined && { name }),
    ...(imageUrl !== undefined && { imageUrl }),
    ...(description !== undefined && { description }),
    ...(variablesSchema && { variablesSchema }),
  });
  return { status: 200, body: showIntegration(updated), rules: [] };
}

/** Deletes an integration that is neither deployed (V-INT-4) nor active for anybody (V-INT-4.active). */
export function deleteIntegration(call: VersoriCall): BehaviourReply {
  const { id, isDeployed } = getOwnOfPath(call, "integrations");
  if (isDeployed) throw new Problem("conflict", { message: "The integration is deployed", rules: ["V-INT-4"] });
  if (call.world.collection<Activation>("activations").listBy("integrationId", id).length > 0) {
    throw new Problem("conflict", { message: "The integration is active for a user", rules: ["V-INT-4.active"] });
  }
  call.world.collection<Integration>("integrations").delete(id);
  return { status: 204, rules: [] };
}
