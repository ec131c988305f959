import type { Clock } from "../world/clock.js";
import type { World } from "../world/world.js";
import type { CredentialContext } from "./credentials.js";
import { decodeToken, verifyToken } from "./jwt.js";

/** What judging a credential of an API may read of a World. */
export function createCredentialContext(api: string, world: World, clock?: Clock): CredentialContext {
  const draft = world.read(clock);
  return {
    now: draft.now,
    collection: (name) => draft.collection(`${api}.${name}`),
    decodeJwt: decodeToken,
    verifyJwt: (token, key, options) => verifyToken(token, key, options, draft.now),
  };
}
