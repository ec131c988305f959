import type { BehaviourReply } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import type { VersoriCall } from "./versori-call.js";
import { getOwnOfPath } from "./versori-own.js";
import type { Activation, ConnectionTemplate, Integration, User } from "./versori-records.js";
import { showEmbedded, showTemplate } from "./versori-shown.js";
import { readNamedUser } from "./versori-users.js";

/** Lists what a hub offers a user, who need not be there yet (V-UID-2.list), and what of it is active. */
export function listEmbedded(call: VersoriCall): BehaviourReply {
  const { hub, user, rules } = readOffer(call);
  const { deployed } = call.params.query;
  const all = call.world.collection<Integration>("integrations").listBy("hubId", hub.id);
  const offered = all.filter(({ isDeployed }) => deployed === undefined || isDeployed === deployed);
  const active = listActive(call, user);
  const shown = offered.map((integration) => showEmbedded(integration, active.has(integration.id)));
  return {
    status: 200,
    body: {
      totalCount: offered.length,
      totalConnected: offered.filter(({ id }) => active.has(id)).length,
      integrations: shown.map(({ body }) => body),
    },
    rules: [...new Set([...rules, "V-EMB-1", ...shown.flatMap((one) => one.rules)])],
  };
}

/** Reads one integration that a hub offers a user, with the templates that an activation has to fill. */
export function readEmbedded(call: VersoriCall): BehaviourReply {
  const { hub, user, rules } = readOffer(call);
  const integration = getOwnOfPath(call, "integrations");
  if (integration.hubId !== hub.id) {
    throw new Problem("not-found", { message: "There is no such integration in the hub", rules: ["V-INT-1"] });
  }
  const { body, rules: ofIntegration } = showEmbedded(integration, listActive(call, user).has(integration.id));
  const templates = call.world
    .collection<ConnectionTemplate>("connectionTemplates")
    .listBy("integrationId", integration.id)
    .map(showTemplate);
  return {
    status: 200,
    body: { ...body, connectionTemplates: templates.map((template) => template.body) },
    rules: [...new Set([...rules, ...ofIntegration, ...templates.flatMap((template) => template.rules)])],
  };
}

/** The hub and the user of the path, and what decided about them. */
function readOffer(call: VersoriCall) {
  const hub = getOwnOfPath(call, "hubs");
  const { user, rules } = readNamedUser(call, hub.id);
  return { hub, user, rules: user ? rules : [...rules, "V-UID-2.list"] };
}

/** Ids of the integrations that are active for a user. */
function listActive({ world }: VersoriCall, user: User | undefined): ReadonlySet<string> {
  const activations = user ? world.collection<Activation>("activations").listBy("userId", user.id) : [];
  return new Set(activations.map(({ integrationId }) => integrationId));
}
