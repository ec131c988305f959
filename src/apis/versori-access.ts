import { Problem } from "../emulator/problem.js";
import type { VersoriCall } from "./versori-call.js";
import type { Activation, Hub, Integration, User } from "./versori-records.js";

/** The hub of that id. @throws Problem not-found when it is not there or another organisation's. */
export function getHub(call: VersoriCall, id: string): Hub {
  const hub = call.world.collection<Hub>("hubs").find(id);
  if (hub?.organisationId === call.principal.organisationId) return hub;
  throw new Problem("not-found", { message: "There is no such hub", rules: ["V-AUTH-2.tenant"] });
}

/** The integration of that id. @throws Problem not-found when it is not there or another organisation's. */
export function getIntegration(call: VersoriCall, id: string): Integration {
  const message = "There is no such integration";
  const integration = call.world.collection<Integration>("integrations").find(id);
  if (!integration) throw new Problem("not-found", { message, rules: ["V-INT-1"] });
  if (isOwn(call, integration.hubId)) return integration;
  throw new Problem("not-found", { message, rules: ["V-AUTH-2.tenant"] });
}

/** The activation that the path names. @throws Problem not-found, or forbidden when it is another user's. */
export function getActivation(call: VersoriCall): Activation {
  const message = "There is no such activation";
  const activation = call.world.collection<Activation>("activations").find(call.params.path["activation_id"] ?? "");
  if (!activation) throw new Problem("not-found", { message, rules: ["V-ACT-3"] });
  if (!isOwn(call, activation.hubId)) throw new Problem("not-found", { message, rules: ["V-AUTH-2.tenant"] });
  const user = call.world.collection<User>("users").find(activation.userId);
  refuseOtherUser(call, user?.externalId);
  return activation;
}

/** The user of a hub with that external id, or `undefined`. */
export function findUser(call: VersoriCall, hubId: string, externalId: string): User | undefined {
  const users = call.world.collection<User>("users").listBy("externalId", externalId);
  return users.find((user) => user.hubId === hubId);
}

/** The user of a hub with that id of the API's own, or `undefined`. */
export function findUserById(call: VersoriCall, hubId: string, id: string): User | undefined {
  const user = call.world.collection<User>("users").find(id);
  return user?.hubId === hubId ? user : undefined;
}

/** Lets a user's token act for its own user only; an API key acts for all. @throws Problem forbidden */
export function refuseOtherUser({ principal }: VersoriCall, externalId: string | undefined): void {
  if (principal.externalId !== undefined && principal.externalId !== externalId) throw new Problem("forbidden");
}

function isOwn(call: VersoriCall, hubId: string): boolean {
  const hub = call.world.collection<Hub>("hubs").find(hubId);
  return hub?.organisationId === call.principal.organisationId;
}
