import type { JsonObject } from "../openapi/json.js";
import type { DecodedJwt, JwtOptions } from "./credentials.js";
import { decodeToken, verifyToken } from "./jwt.js";

/** Reads JWTs, and remembers those that it read: a client sends the same one again and again. */
export interface TokenReader {
  /** Header and claims, unverified; `undefined` when it is no JWT. */
  readonly decode: (token: string) => DecodedJwt | undefined;
  /** The claims, when signature, algorithm, `exp` and `nbf` hold at that instant (milliseconds since 1970); else `undefined`. */
  verify(token: string, key: JsonWebKey, options: JwtOptions, now: number): Promise<JsonObject | undefined>;
}

/** How many tokens are remembered, of each key those that came last. */
const MOST_TOKENS = 500;

/** Starts with nothing remembered. A key that is changed is another object, so what it signed is judged anew. */
export function createTokenReader(): TokenReader {
  const decoded = new Map<string, DecodedJwt | undefined>();
  const verified = new WeakMap<JsonWebKey, Map<string, JsonObject>>();
  return {
    decode(token) {
      if (!decoded.has(token)) remember(decoded, token, decodeToken(token));
      return decoded.get(token);
    },
    async verify(token, key, options, now) {
      const own = verified.get(key) ?? new Map<string, JsonObject>();
      verified.set(key, own);
      const known = own.get(toMemoryKey(token, options));
      // A signature that held holds for ever; its time has to be looked at again.
      if (known) return isInTime(known, now) ? known : undefined;
      const claims = await verifyToken(token, key, options, now);
      if (claims) remember(own, toMemoryKey(token, options), claims);
      return claims;
    },
  };
}

function remember<Value>(memory: Map<string, Value>, key: string, value: Value): void {
  const [oldest] = memory.keys();
  if (memory.size >= MOST_TOKENS && oldest !== undefined) memory.delete(oldest);
  memory.set(key, value);
}

function toMemoryKey(token: string, { algorithms, issuer = "", requireExpiry = false }: JwtOptions): string {
  return `${algorithms.join(",")} ${issuer} ${requireExpiry} ${token}`;
}

/** RFC 7519, 4.1.4 and 4.1.5, in whole seconds as the first check had it. */
function isInTime({ exp, nbf }: JsonObject, now: number): boolean {
  const seconds = Math.floor(now / 1000);
  return (typeof exp !== "number" || exp > seconds) && (typeof nbf !== "number" || nbf <= seconds);
}
