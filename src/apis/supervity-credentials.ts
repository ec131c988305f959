import { whenReady, type Awaitable } from "../emulator/awaitable.js";
import type { CredentialContext, Credentials, Principal, UnsignedCredential } from "../emulator/credentials.js";
import { Problem } from "../emulator/problem.js";
import type { Json, JsonObject } from "../openapi/json.js";
import type { ApiKeyRecord, Membership, PrincipalRecord, SigningKeyRecord, UserRecord } from "./supervity-records.js";

/** Who calls Supervity, and in which organisation. */
export interface SupervityPrincipal extends Principal {
  readonly userId: string;
  readonly memberships: readonly Membership[];
  /** Key of the organisation in which the request acts; `undefined` when nothing tells one. */
  readonly organisation: string | undefined;
  /** Ids of the rules by which that organisation was found; none when the request named it. */
  readonly organisationRules: readonly string[];
}

/** Tokens from cookie, query or header, and API keys that say where they come from (S-AUTH-1 to S-AUTH-3, S-ORG-1, S-ORG-2). */
export const supervityCredentials: Credentials<SupervityPrincipal> = {
  choice: "first-present",
  schemes: {
    tokenCookie: { isWellFormed: isJwtShaped, verify: verifyToken },
    tokenQuery: { isWellFormed: isJwtShaped, verify: verifyToken },
    bearerToken: { isWellFormed: isJwtShaped, verify: verifyToken },
    workflowApiKey: { isWellFormed: isApiKeyShaped, verify: verifyApiKey },
    externalSource: { isWellFormed: isExternal, verify: verifySource },
  },
  // A record has passed its collection's schema before it is kept, so it is what the schema says.
  toPrincipal: (record, context) => toPrincipal(record as JsonObject & PrincipalRecord, context),
  toCredential: (record, context) => toCredential(record as JsonObject & PrincipalRecord, context),
  authorize(principal, { headers, context }) {
    const named = headers["x-active-org"]?.trim();
    const chosen = named ? { ...principal, organisation: named, organisationRules: [] } : principal;
    const organisation = getActiveOrganisation(chosen);
    const isMember = chosen.memberships.some((membership) => membership.organisation === organisation);
    if (!isMember || !context.collection("organisations").find(organisation)) throw new Problem("forbidden");
    return chosen;
  },
};

/** The organisation in which a principal's request acts. @throws Problem `forbidden` when there is none. */
export function getActiveOrganisation({ organisation }: SupervityPrincipal): string {
  if (organisation === undefined) throw new Problem("forbidden");
  return organisation;
}

function isJwtShaped(credential: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(credential);
}

function isApiKeyShaped(credential: string): boolean {
  return /^[\w-]{16,}$/.test(credential);
}

function isExternal(source: string): boolean {
  return source === "external";
}

function verifyToken(token: string, context: CredentialContext): Awaitable<SupervityPrincipal | undefined> {
  const kid = context.decodeJwt(token)?.header["kid"];
  const key = typeof kid === "string" ? context.collection<SigningKeyRecord>("signingKeys").find(kid) : undefined;
  if (!key) return undefined;
  return whenReady(context.verifyJwt(token, key, { algorithms: ["RS256"], issuer: key.issuer }), (claims) => {
    const userId = claims?.["sub"];
    if (!claims || typeof userId !== "string" || userId === "") return undefined;
    const [record] = context.collection<PrincipalRecord>("principals").listBy("user", userId);
    return withOwnOrganisation(record?.name ?? userId, userId, readMemberships(claims), context);
  });
}

function verifyApiKey(key: string, context: CredentialContext): SupervityPrincipal | undefined {
  const [record] = context.collection<ApiKeyRecord>("apiKeys").listBy("key", key);
  const isUsable = record !== undefined && record.revokedAt === null;
  const principal = isUsable ? context.collection<PrincipalRecord>("principals").find(record.principal) : undefined;
  return principal && toPrincipal(principal, context);
}

/** Says only yes or no: of a requirement's schemes the first, the API key, tells who calls. */
function verifySource(source: string): SupervityPrincipal | undefined {
  const nobody = { name: source, userId: "", memberships: [], organisation: undefined, organisationRules: [] };
  return isExternal(source) ? nobody : undefined;
}

function toPrincipal({ name, user, memberships }: PrincipalRecord, context: CredentialContext): SupervityPrincipal {
  return withOwnOrganisation(name, user, memberships, context);
}

/** A principal in the organisation of one who names none: the stored preference, else the first of the token. */
function withOwnOrganisation(
  name: string,
  userId: string,
  memberships: readonly Membership[],
  context: CredentialContext,
): SupervityPrincipal {
  const preferred = context.collection<UserRecord>("users").find(userId)?.preferredOrganisation;
  const organisation = preferred ?? memberships[0]?.organisation;
  return { name, userId, memberships, organisation, organisationRules: ["S-ORG-1.fallback"] };
}

/** The claims in which our tokens carry memberships; the vendor's names for them are not known. */
function readMemberships({ organizations, team_keys: teamKeys }: JsonObject): Membership[] {
  return listTexts(organizations).map((organisation) => ({
    organisation,
    teamKeys: isObject(teamKeys) && Object.hasOwn(teamKeys, organisation) ? listTexts(teamKeys[organisation]) : [],
  }));
}

function listTexts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function toCredential(principal: PrincipalRecord, context: CredentialContext): UnsignedCredential {
  return principal.signingKey === undefined
    ? toApiKey(principal, context)
    : toToken(principal, principal.signingKey, context);
}

function toApiKey({ name }: PrincipalRecord, context: CredentialContext): UnsignedCredential {
  const records = context.collection<ApiKeyRecord>("apiKeys").listBy("principal", name);
  const usable = records.find(({ revokedAt }) => revokedAt === null);
  if (!usable) throw new Error(`supervity: the principal ${name} has neither a signing key nor a usable API key`);
  return {
    kind: "opaque",
    value: usable.key,
    wrong: "standin-development-unknown-key",
    headers: { authorization: "Bearer {credential}", "x-source": "external" },
  };
}

/** A token with Keycloak's claims, as far as the vendor names them, and those of {@link readMemberships}. */
function toToken(principal: PrincipalRecord, kid: string, context: CredentialContext): UnsignedCredential {
  const { name, user, roles, clientRoles, memberships } = principal;
  const key = context.collection<SigningKeyRecord>("signingKeys").find(kid);
  if (!key) throw new Error(`supervity: the principal ${name} names the signing key ${kid}, which is not there`);
  const clients = Object.entries(clientRoles).map(([client, names]): [string, Json] => [client, { roles: [...names] }]);
  return {
    kind: "jwt",
    key,
    header: { alg: "RS256", typ: "JWT", kid },
    claims: {
      iss: key.issuer,
      sub: user,
      email: context.collection<UserRecord>("users").find(user)?.email ?? null,
      realm_access: { roles: [...roles] },
      resource_access: Object.fromEntries(clients),
      organizations: memberships.map(({ organisation }) => organisation),
      team_keys: Object.fromEntries(memberships.map(({ organisation, teamKeys }) => [organisation, [...teamKeys]])),
    },
    headers: { authorization: "Bearer {credential}" },
  };
}
