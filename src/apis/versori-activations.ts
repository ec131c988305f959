import type { BehaviourReply } from "../emulator/behaviour.js";
import type { JsonObject } from "../openapi/json.js";
import { readBody, type VersoriCall } from "./versori-call.js";
import { getOwn, getOwnOfPath } from "./versori-own.js";
import { toPage } from "./versori-page.js";
import type { Activation, User } from "./versori-records.js";
import { showActivation } from "./versori-shown-activation.js";
import { readNamedUser, refuseOtherUser } from "./versori-users.js";
import { refuseWrongVariables } from "./versori-variables.js";

/** The body of a call that sets variables. */
export interface GivenVariables {
  readonly dynamicVariables?: JsonObject;
}

/** Reads one activation. */
export function readActivation(call: VersoriCall): BehaviourReply {
  return { status: 200, ...showActivation(call, getActivation(call)) };
}

/** Lists a user's activations page by page; a user who is not there yet has none (V-UID-2.list). */
export function listActivations(call: VersoriCall): BehaviourReply {
  const hub = getOwnOfPath(call, "hubs");
  // There is no `identifier_type` here, so that the user is meant by external id.
  const { user } = readNamedUser(call, hub.id);
  const all = user ? call.world.collection<Activation>("activations").listBy("userId", user.id) : [];
  const wanted = call.params.query["integration_id"];
  const page = toPage(
    all.filter(({ integrationId }) => wanted === undefined || integrationId === wanted),
    call.params.query,
  );
  const shown = page.rows.map((activation) => showActivation(call, activation));
  const ofUser = user ? ["V-UID-1.list"] : ["V-UID-1.list", "V-UID-2.list"];
  return {
    status: 200,
    body: { ...page.info, activations: shown.map(({ body }) => body) },
    rules: [...new Set([...ofUser, ...page.rules, ...shown.flatMap(({ rules }) => rules)])],
  };
}

/** Ends an activation; the user and the user's connections stay (V-ACT-3). */
export function deleteActivation(call: VersoriCall): BehaviourReply {
  const { id } = getActivation(call);
  call.world.collection<Activation>("activations").delete(id);
  return { status: 204, rules: [] };
}

/** Puts variables in the place of those that an activation has (V-VARS-PUT). */
export function updateVariables(call: VersoriCall): BehaviourReply {
  const activation = getActivation(call);
  const { dynamicVariables = {} } = readBody<GivenVariables>(call);
  return { status: 200, body: { dynamicVariables }, rules: setVariables(call, activation, dynamicVariables) };
}

/** Sets the variables of an activation; gives the rules that decided how. @throws Problem invalid-request (V-VAR-2) */
export function setVariables(call: VersoriCall, activation: Activation, dynamicVariables: JsonObject): string[] {
  refuseWrongVariables(call, getOwn(call, "integrations", activation.integrationId), dynamicVariables);
  const updatedAt = call.world.timestampAfter(activation.updatedAt);
  call.world.collection<Activation>("activations").replace({ ...activation, dynamicVariables, updatedAt });
  // A merge, the other reading, would have kept what is not sent.
  const dropsSome = Object.keys(activation.dynamicVariables).some((name) => !Object.hasOwn(dynamicVariables, name));
  return dropsSome ? ["V-VARS-PUT"] : [];
}

/** The activation that the path names. @throws Problem not-found, or forbidden when it is another user's */
function getActivation(call: VersoriCall): Activation {
  const activation = getOwnOfPath(call, "activations");
  refuseOtherUser(call, call.world.collection<User>("users").find(activation.userId)?.externalId);
  return activation;
}
