import { whenReady, type Awaitable } from "../emulator/awaitable.js";
import type { Access, CredentialContext, Credentials, Principal, UnsignedCredential } from "../emulator/credentials.js";
import { Problem } from "../emulator/problem.js";
import type { Json, JsonObject } from "../openapi/json.js";

/** A caller as a Fassport token tells (F-AUTH-3). */
export interface FassportPrincipal extends Principal {
  /** `admin`, `viewer`, or any other word, which then may do nothing. */
  readonly role: string;
  /** Ids of the institutions whose integrations the caller may reach, in lower case. */
  readonly institutions: readonly string[];
}

/** A record of the collection `signingKeys`: a JWK with its private part. */
interface SigningKey extends JsonWebKey {
  readonly kid: string;
  readonly alg: string;
}

/** Fassport's credentials: a JWT, signed with RS256 or HS256 by the key that its `kid` names. */
export const fassportCredentials: Credentials<FassportPrincipal> = {
  choice: "first-present",
  schemes: {
    bearerJwt: { isWellFormed: (credential) => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(credential), verify },
  },
  toPrincipal: (record) => readPrincipal(text(record["name"]), record),
  toCredential,
  authorize,
};

function verify(token: string, context: CredentialContext): Awaitable<FassportPrincipal | undefined> {
  const kid = context.decodeJwt(token)?.header["kid"];
  const key = typeof kid === "string" ? context.collection<SigningKey>("signingKeys").find(kid) : undefined;
  if (key === undefined) return undefined;
  return whenReady(context.verifyJwt(token, key, { algorithms: [key.alg] }), (claims) => {
    const subject = text(claims?.["sub"]);
    return claims === undefined || subject === "" ? undefined : readPrincipal(subject, claims);
  });
}

function readPrincipal(name: string, claims: JsonObject): FassportPrincipal {
  const { institutions, institution, role } = claims;
  const ids = Array.isArray(institutions) ? institutions : [institution];
  return {
    name,
    role: text(role),
    institutions: ids.filter((id) => typeof id === "string").map((id) => id.toLowerCase()),
  };
}

function toCredential(record: JsonObject, context: CredentialContext): UnsignedCredential {
  const { name, role, institutions, signingKey } = record;
  const key = context.collection<SigningKey>("signingKeys").find(text(signingKey));
  if (key === undefined) throw new Error(`fassport: the principal ${text(name)} names a signing key that is not there`);
  return {
    kind: "jwt",
    key,
    header: { alg: key.alg, kid: key.kid, typ: "JWT" },
    claims: { sub: text(name), role: text(role), institutions: institutions ?? [] },
    headers: { authorization: "Bearer {credential}" },
  };
}

/** The role decides before the request is read; which institution is asked for is the behaviours' matter (F-404-1). */
function authorize(principal: FassportPrincipal, { method }: Access): FassportPrincipal {
  const reads = method === "GET" || method === "HEAD";
  if (principal.role === "admin" || (principal.role === "viewer" && reads)) return principal;
  // HTTP asks for the challenge with every 401 (RFC 9110, 15.5.2), also with this one.
  throw new Problem("forbidden", { headers: { "www-authenticate": "Bearer" } });
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
