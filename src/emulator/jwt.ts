import { decodeJwt } from "jose/jwt/decode";
import { SignJWT } from "jose/jwt/sign";
import { jwtVerify } from "jose/jwt/verify";
import { importJWK } from "jose/key/import";
import { decodeProtectedHeader } from "jose/decode/protected_header";
import { isJsonObject, type JsonObject } from "../openapi/json.js";
import type { DecodedJwt, JwtOptions } from "./credentials.js";

/** A JWT's header and claims, unverified; `undefined` when it is no JWT. */
export function decodeToken(token: string): DecodedJwt | undefined {
  try {
    const header: unknown = decodeProtectedHeader(token);
    const claims: unknown = decodeJwt(token);
    return isJsonObject(header) && isJsonObject(claims) ? { header, claims } : undefined;
  } catch (error) {
    if (error instanceof TypeError || isJoseError(error)) return undefined;
    throw error;
  }
}

/**
 * A JWT's claims when its signature and algorithm hold and `exp` and `nbf` do at that instant (milliseconds since
 * 1970); else `undefined`. An algorithm other than the key's own is never tried (RFC 8725, 3.1).
 */
export async function verifyToken(
  token: string,
  key: JsonWebKey,
  { algorithms, issuer, requireExpiry }: JwtOptions,
  now: number,
): Promise<JsonObject | undefined> {
  const usable = algorithms.filter((algorithm) => key.alg === undefined || key.alg === algorithm);
  const publicKey = await importKey(toPublicKey(key));
  try {
    const { payload } = await jwtVerify(token, publicKey, {
      algorithms: usable,
      currentDate: new Date(now),
      requiredClaims: requireExpiry ? ["exp"] : [],
      ...(issuer !== undefined && { issuer }),
    });
    const claims: unknown = payload;
    return isJsonObject(claims) ? claims : undefined;
  } catch (error) {
    if (isJoseError(error) || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Signs claims with a private or secret key, whose `alg` and `kid` it names. */
export async function signToken(key: JsonWebKey, header: JsonObject, claims: JsonObject): Promise<string> {
  const algorithm = key.alg ?? "RS256";
  return new SignJWT(claims).setProtectedHeader({ typ: "JWT", ...header, alg: algorithm }).sign(await importKey(key));
}

/** A new key of the same kind as another: what it signs looks right and is not. */
export async function createForeignKey(like: JsonWebKey): Promise<JsonWebKey> {
  const { generateKeyPair } = await import("jose/key/generate/keypair");
  const { generateSecret } = await import("jose/key/generate/secret");
  const { exportJWK } = await import("jose/key/export");
  const algorithm = like.alg ?? "RS256";
  const key = algorithm.startsWith("HS")
    ? await generateSecret(algorithm, { extractable: true })
    : (await generateKeyPair(algorithm, { extractable: true })).privateKey;
  return { ...(await exportJWK(key)), alg: algorithm };
}

function importKey(key: JsonWebKey) {
  return importJWK({ ...key, kty: key.kty ?? "" }, key.alg ?? "RS256");
}

/** The public half of an asymmetric key; a secret key is its own counterpart. */
function toPublicKey({
  d: _d,
  p: _p,
  q: _q,
  dp: _dp,
  dq: _dq,
  qi: _qi,
  key_ops: _use,
  ...rest
}: JsonWebKey): JsonWebKey {
  return rest;
}

/** jose marks its errors with a code such as `ERR_JWT_EXPIRED`; anything else is a fault of ours. */
function isJoseError(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("ERR_J");
}
