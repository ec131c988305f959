import type { BehaviourReply } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import type { JsonObject } from "../openapi/json.js";
import { findUser, getActivation, getHub, getIntegration, refuseOtherUser } from "./versori-access.js";
import { showActivation } from "./versori-activation.js";
import type { VersoriCall } from "./versori-call.js";
import { toPage } from "./versori-page.js";
import type { Activation } from "./versori-records.js";
import { refuseWrongVariables } from "./versori-variables.js";

/** Reads one activation. */
export function readActivation(call: VersoriCall): BehaviourReply {
  return { status: 200, ...showActivation(call, getActivation(call)) };
}

/** Lists a user's activations page by page; a user who is not there yet has none (V-UID-2.list). */
export function listActivations(call: VersoriCall): BehaviourReply {
  const { hub_id: hubId = "", user_id: externalId = "" } = call.params.path;
  const hub = getHub(call, hubId);
  refuseOtherUser(call, externalId);
  const user = findUser(call, hub.id, externalId);
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
  const dynamicVariables = readVariables(call);
  refuseWrongVariables(call, getIntegration(call, activation.integrationId), dynamicVariables);
  const updatedAt = call.world.timestampAfter(activation.updatedAt);
  call.world.collection<Activation>("activations").replace({ ...activation, dynamicVariables, updatedAt });
  // A merge, the other reading, would have kept what is not sent.
  const dropsSome = Object.keys(activation.dynamicVariables).some((name) => !Object.hasOwn(dynamicVariables, name));
  return { status: 200, body: { dynamicVariables }, rules: dropsSome ? ["V-VARS-PUT"] : [] };
}

function readVariables({ body }: VersoriCall): JsonObject {
  if (body === undefined) throw new Problem("malformed-body", { message: "A body is needed" });
  // Safe: the body was held to the document's DynamicVariables.
  const { dynamicVariables = {} } = body as { dynamicVariables?: JsonObject };
  return dynamicVariables;
}
