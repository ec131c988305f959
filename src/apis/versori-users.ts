import type { ApiDraft } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import type { VersoriCall } from "./versori-call.js";
import type { Connection, User } from "./versori-records.js";

/** The user of a hub with that external id, or `undefined`. */
export function findUser({ world }: VersoriCall, hubId: string, externalId: string): User | undefined {
  const users = world.collection<User>("users").listBy("externalId", externalId);
  return users.find((user) => user.hubId === hubId);
}

/** The user of a hub with that id of the API's own, or `undefined`. */
export function findUserById({ world }: VersoriCall, hubId: string, id: string): User | undefined {
  const user = world.collection<User>("users").find(id);
  return user?.hubId === hubId ? user : undefined;
}

/** Who a path names, where there is such a user, and the rules that decided it. */
export interface NamedUser {
  readonly user: User | undefined;
  readonly rules: readonly string[];
}

/**
 * The user of a hub whom the path names, by the kind of id that `identifier_type` says (V-UID-1.path).
 * @throws Problem forbidden when a user's token names another user, may that one be there or not (V-AUTH-2)
 */
export function readNamedUser(call: VersoriCall, hubId: string): NamedUser {
  const id = call.params.path["user_id"] ?? "";
  const isInternal = call.params.query["identifier_type"] === "internal";
  const user = isInternal ? findUserById(call, hubId, id) : findUser(call, hubId, id);
  refuseOtherUser(call, isInternal ? user?.externalId : id);
  return { user, rules: ["V-UID-1.path"] };
}

/** As {@link readNamedUser}, of a user who has to be there. @throws Problem not-found too, by the rule that is given */
export function getNamedUser(call: VersoriCall, hubId: string, rule = "V-UID-2"): User {
  const { user } = readNamedUser(call, hubId);
  if (user) return user;
  throw new Problem("not-found", { message: "There is no such user in the hub", rules: [rule] });
}

/** Lets a user's token act for its own user only; an API key acts for all. @throws Problem forbidden */
export function refuseOtherUser({ principal }: VersoriCall, externalId: string | undefined): void {
  if (principal.externalId !== undefined && principal.externalId !== externalId) throw new Problem("forbidden");
}

/** The connection that leads a user to the hub's own product; every user has one. */
export function getPrimaryConnection(world: ApiDraft, { id }: User): Connection {
  const own = world.collection<Connection>("connections").listBy("userId", id);
  const primary = own.find((connection) => connection.isPrimary);
  if (!primary) throw new Error(`the user ${id} has no primary connection`);
  return primary;
}
