import type { BehaviourReply } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import { setVariables, type GivenVariables } from "./versori-activations.js";
import { readBody, type VersoriCall } from "./versori-call.js";
import { findLatestActivation } from "./versori-latest-activation.js";
import { getOwnOfPath } from "./versori-own.js";
import type { Activation } from "./versori-records.js";
import { getNamedUser } from "./versori-users.js";

/** Reads a user's variables of an integration: those of the latest activation (V-VARS-USER). */
export function readUserVariables(call: VersoriCall): BehaviourReply {
  const { dynamicVariables } = getLatest(call);
  return { status: 200, body: { dynamicVariables }, rules: ["V-UID-1.path", "V-VARS-USER"] };
}

/** Sets a user's variables of an integration: those of the latest activation (V-VARS-USER). */
export function updateUserVariables(call: VersoriCall): BehaviourReply {
  const activation = getLatest(call);
  const { dynamicVariables = {} } = readBody<GivenVariables>(call);
  const rules = setVariables(call, activation, dynamicVariables);
  return { status: 204, rules: ["V-UID-1.path", "V-VARS-USER", ...rules] };
}

function getLatest(call: VersoriCall): Activation {
  const integration = getOwnOfPath(call, "integrations");
  const user = getNamedUser(call, integration.hubId);
  const latest = findLatestActivation(call, user.id, ({ integrationId }) => integrationId === integration.id);
  if (latest) return latest;
  const message = "The integration is not active for this user";
  throw new Problem("not-found", { message, rules: ["V-VARS-USER"] });
}
