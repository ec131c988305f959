import type { BehaviourReply } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import type { JsonObject } from "../openapi/json.js";
import { readBody, type VersoriCall } from "./versori-call.js";
import { bindConnections, type Bound, type GivenConnection } from "./versori-connections.js";
import type { Activation, ActivationConnection, Integration, User } from "./versori-records.js";
import { getOwn } from "./versori-own.js";
import { showActivation } from "./versori-shown-activation.js";
import { findUser, findUserById, refuseOtherUser } from "./versori-users.js";
import { refuseWrongVariables } from "./versori-variables.js";

/** The body of ActivateIntegration. */
interface ActivationCreate {
  readonly userId: string;
  readonly userIdType?: "internal" | "external";
  readonly integrationId: string;
  readonly connections: readonly GivenConnection[];
  readonly dynamicVariables?: JsonObject;
  readonly variables?: readonly unknown[];
}

/** Activates an integration for a user; of several faults it tells the first in the order of V-ORDER. */
export function activateIntegration(call: VersoriCall): BehaviourReply {
  const request = readBody<ActivationCreate>(call);
  const { dynamicVariables = {} } = request;
  const integration = getOwn(call, "integrations", request.integrationId);
  const user = getUser(call, integration, request);
  refuseUndeployed(integration);
  const ofSecond = judgeSecond(call, integration, user);
  const bound = bindConnections(call, integration, user, request.connections);
  refuseWrongVariables(call, integration, dynamicVariables);
  const shown = showActivation(call, createActivation(call, integration, user, bound, dynamicVariables));
  const ofVariables = request.variables ? ["V-VAR-1"] : [];
  return {
    status: 200,
    body: shown.body,
    rules: ["V-UID-1", ...ofSecond, ...bound.rules, ...ofVariables, ...shown.rules],
  };
}

/** The user in the integration's hub (V-UID-1). A token learns nothing of other users, not even that one is not there. */
function getUser(call: VersoriCall, { hubId }: Integration, { userId, userIdType }: ActivationCreate): User {
  const isInternal = userIdType === "internal";
  const user = isInternal ? findUserById(call, hubId, userId) : findUser(call, hubId, userId);
  refuseOtherUser(call, isInternal ? user?.externalId : userId);
  if (user) return user;
  throw new Problem("not-found", { message: "There is no such user in the integration's hub", rules: ["V-UID-2"] });
}

function refuseUndeployed({ isDeployed }: Integration): void {
  if (isDeployed) return;
  throw new Problem("conflict", { message: "The integration is not deployed", rules: ["V-INT-2"] });
}

/** V-ACT-1: whether a user may activate an integration that is active for them already. */
function judgeSecond(call: VersoriCall, integration: Integration, user: User): string[] {
  const own = call.world.collection<Activation>("activations").listBy("userId", user.id);
  if (!own.some(({ integrationId }) => integrationId === integration.id)) return [];
  if (call.switches.secondActivation === "allow") return ["V-ACT-1"];
  const message = "The integration is active for this user already";
  throw new Problem("conflict", { message, rules: ["V-ACT-1.conflict"] });
}

function createActivation(
  call: VersoriCall,
  { id: integrationId, hubId }: Integration,
  { id: userId }: User,
  { connections }: Bound,
  dynamicVariables: JsonObject,
): Activation {
  const { ids } = call.world;
  const now = call.world.timestamp();
  const activation = call.world
    .collection<Activation>("activations")
    .insert({ id: ids.ulid(), hubId, userId, integrationId, dynamicVariables, createdAt: now, updatedAt: now });
  const bindings = call.world.collection<ActivationConnection>("activationConnections");
  for (const { templateId, connectionId } of connections) {
    bindings.insert({ id: ids.ulid(), activationId: activation.id, templateId, connectionId });
  }
  return activation;
}
