import type { Clock } from "../world/clock.js";
import type { World } from "../world/world.js";
import type { CredentialContext } from "./credentials.js";
import type { TokenReader } from "./token-reader.js";

/** What judging a credential of an API may read of a World. */
export function createCredentialContext(
  api: string,
  world: World,
  tokens: TokenReader,
  clock?: Clock,
): CredentialContext {
  const draft = world.read(clock);
  return {
    now: draft.now,
    collection: (name) => draft.collection(`${api}.${name}`),
    decodeJwt: tokens.decode,
    verifyJwt: (token, key, options) => tokens.verify(token, key, options, draft.now),
  };
}
