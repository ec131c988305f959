import type { BehaviourReply } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import { readBody, type VersoriCall } from "./versori-call.js";
import { createConnection, type NewConnection } from "./versori-new-connection.js";
import { getOwnOfPath } from "./versori-own.js";
import { toPage } from "./versori-page.js";
import type { User } from "./versori-records.js";
import { search } from "./versori-search.js";
import { showUser } from "./versori-shown.js";
import { findUser, getNamedUser, getPrimaryConnection, refuseOtherUser } from "./versori-users.js";

interface EndUserCreate {
  readonly externalId: string;
  readonly displayName?: string;
  readonly primaryConnection: NewConnection;
}

/** Makes a user known in a hub, with the connection to the hub's own product (V-USER-2). */
export function createEndUser(call: VersoriCall): BehaviourReply {
  const hub = getOwnOfPath(call, "hubs");
  const { externalId, displayName = "", primaryConnection } = readBody<EndUserCreate>(call);
  refuseOtherUser(call, externalId);
  if (findUser(call, hub.id, externalId)) {
    const message = "The hub has a user with this external id already";
    throw new Problem("conflict", { message, rules: ["V-USER-1"] });
  }
  const now = call.world.timestamp();
  const user = call.world
    .collection<User>("users")
    .insert({ id: call.world.ids.ulid(), hubId: hub.id, externalId, displayName, createdAt: now, updatedAt: now });
  const to = { connectorId: hub.primaryConnectorId, isPrimary: true };
  const made = createConnection(call, user, to, primaryConnection);
  const { body, rules } = showUser(user, made.connection);
  return { status: 201, body, rules: ["V-USER-2", ...made.rules, ...rules] };
}

/** Lists the users of a hub page by page, those that have a text (V-SEARCH), without their primary connections. */
export function listEndUsers(call: VersoriCall): BehaviourReply {
  const all = call.world.collection<User>("users").listBy("hubId", getOwnOfPath(call, "hubs").id);
  const found = search(all, ["id", "externalId", "displayName"], call.params.query);
  const page = toPage(found.rows, call.params.query);
  return { status: 200, body: { ...page.info, users: page.rows }, rules: [...found.rules, ...page.rules] };
}

/** Reads a user with the primary connection; one who is not in the hub yet is not there (V-UID-2.read). */
export function readEndUser(call: VersoriCall): BehaviourReply {
  const user = getNamedUser(call, getOwnOfPath(call, "hubs").id, "V-UID-2.read");
  const { body, rules } = showUser(user, getPrimaryConnection(call.world, user));
  return { status: 200, body, rules: ["V-UID-1.path", ...rules] };
}

/** Deletes a user; connections and activations go too (V-USER-3). */
export function deleteEndUser(call: VersoriCall): BehaviourReply {
  const user = getNamedUser(call, getOwnOfPath(call, "hubs").id);
  call.world.collection<User>("users").delete(user.id);
  return { status: 204, rules: ["V-UID-1.path", "V-USER-3"] };
}
