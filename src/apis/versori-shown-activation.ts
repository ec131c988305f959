import type { VersoriCall } from "./versori-call.js";
import type { Activation, Integration, User } from "./versori-records.js";
import { showEmbedded, showUser, type Shown } from "./versori-shown.js";
import { getPrimaryConnection } from "./versori-users.js";

/** Shows an activation with its user and integration, but without its connections and variables (V-ACT-2). */
export function showActivation({ world }: VersoriCall, activation: Activation): Shown {
  const { id, hubId, userId, integrationId } = activation;
  const owner = getRecord(world.collection<User>("users"), userId);
  const user = showUser(owner, getPrimaryConnection(world, owner));
  // An activation that can be shown is one that is there, so its integration is activated.
  const integration = showEmbedded(getRecord(world.collection<Integration>("integrations"), integrationId), true);
  return {
    body: { id, user: user.body, hubId, integration: integration.body },
    rules: ["V-ACT-2", ...user.rules, ...integration.rules],
  };
}

function getRecord<Rec extends object>(collection: { find(id: string): Rec | undefined }, id: string): Rec {
  const record = collection.find(id);
  if (!record) throw new Error(`an activation refers to "${id}", which is not there`);
  return record;
}
