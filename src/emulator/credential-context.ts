import type { Clock } from "../world/clock.js";
import type { Collection } from "../world/collection.js";
import type { Draft, World } from "../world/world.js";
import type { CredentialContext, DecodedJwt, JwtOptions } from "./credentials.js";
import type { ServedApi } from "./served-api.js";
import type { TokenReader } from "./token-reader.js";

/** What judging a credential of an API may read of a World. */
export function createCredentialContext(
  api: Pick<ServedApi, "name" | "collectionNames">,
  world: World,
  tokens: TokenReader,
  clock?: Clock,
): CredentialContext {
  return new WorldContext(api, world.read(clock), tokens);
}

class WorldContext implements CredentialContext {
  readonly #api: Pick<ServedApi, "name" | "collectionNames">;
  readonly #draft: Draft;
  readonly #tokens: TokenReader;

  constructor(api: Pick<ServedApi, "name" | "collectionNames">, draft: Draft, tokens: TokenReader) {
    this.#api = api;
    this.#draft = draft;
    this.#tokens = tokens;
  }

  get now(): number {
    return this.#draft.now;
  }

  collection<Rec extends object>(name: string): Collection<Rec> {
    return this.#draft.collection<Rec>(this.#api.collectionNames.get(name) ?? `${this.#api.name}.${name}`);
  }

  decodeJwt(token: string): DecodedJwt | undefined {
    return this.#tokens.decode(token);
  }

  verifyJwt(token: string, key: JsonWebKey, options: JwtOptions): ReturnType<CredentialContext["verifyJwt"]> {
    return this.#tokens.verify(token, key, options, this.now);
  }
}
