import type { JsonObject } from "../openapi/json.js";
import { whenReady, type Awaitable } from "./awaitable.js";
import type { DecodedJwt, JwtOptions } from "./credentials.js";
import { isSameList } from "./recents.js";
import { decodeToken, verifyToken } from "./jwt.js";

/** Reads JWTs, and remembers those that it read: a client sends the same one again and again. */
export interface TokenReader {
  /** Header and claims, unverified; `undefined` when it is no JWT. */
  readonly decode: (token: string) => DecodedJwt | undefined;
  /**
   * The claims, when signature, algorithm, `exp` and `nbf` hold at that instant (milliseconds since 1970); else `undefined`.
   * They are there at once for a token that was verified before.
   */
  verify(token: string, key: JsonWebKey, options: JwtOptions, now: number): Awaitable<JsonObject | undefined>;
}

/** How many tokens are remembered, those that came last. */
const MOST_TOKENS = 500;

/** A token that was read. */
interface KnownToken {
  /** As it was sent last. */
  text: string;
  readonly decoded: DecodedJwt | undefined;
  /** What held of it, by key. */
  readonly verified: WeakMap<JsonWebKey, readonly Verified[]>;
}

/** The claims of a token that its key vouches for, under those conditions. */
interface Verified {
  readonly options: JwtOptions;
  readonly claims: JsonObject;
}

/** Starts with nothing remembered. A key that is changed is another object, so what it signed is judged anew. */
export function createTokenReader(): TokenReader {
  const find = createTokenMemory();
  return {
    decode: (token) => find(token).decoded,
    verify(token, key, options, now) {
      const { verified } = find(token);
      const own = verified.get(key) ?? NONE;
      const known = findSame(own, options);
      // A signature that held holds for ever; its time has to be looked at again.
      if (known) return isInTime(known.claims, now) ? known.claims : undefined;
      return whenReady(verifyToken(token, key, options, now), (claims) => {
        if (claims) verified.set(key, [...own, { options, claims }]);
        return claims;
      });
    },
  };
}

const NONE: readonly Verified[] = [];

function createTokenMemory(): (token: string) => KnownToken {
  const all = new Map<string, KnownToken>();
  // To compare with the newest is several times faster than to look a text of its length up.
  let newest: KnownToken | undefined;
  return (text) => {
    if (newest?.text === text) {
      // The same object next time is seen to be the same without a look at its letters.
      newest.text = text;
      return newest;
    }
    const known = all.get(text) ?? { text, decoded: decodeToken(text), verified: new WeakMap() };
    const [oldest] = all.keys();
    if (all.size >= MOST_TOKENS && oldest !== undefined && !all.has(text)) all.delete(oldest);
    all.set(text, known);
    newest = known;
    return known;
  };
}

function findSame(verified: readonly Verified[], options: JwtOptions): Verified | undefined {
  for (const each of verified) if (isSame(each.options, options)) return each;
  return undefined;
}

function isSame(one: JwtOptions, other: JwtOptions): boolean {
  return (
    one.issuer === other.issuer &&
    one.requireExpiry === other.requireExpiry &&
    isSameList(one.algorithms, other.algorithms)
  );
}

/** RFC 7519, 4.1.4 and 4.1.5, in whole seconds as the first check had it. */
function isInTime({ exp, nbf }: JsonObject, now: number): boolean {
  const seconds = Math.floor(now / 1000);
  return (typeof exp !== "number" || exp > seconds) && (typeof nbf !== "number" || nbf <= seconds);
}
