import { whenReady } from "../emulator/awaitable.js";
import type {
  CredentialContext,
  Credentials,
  CredentialScheme,
  Principal,
  UnsignedCredential,
} from "../emulator/credentials.js";
import type { JsonObject } from "../openapi/json.js";
import { authorizeVersori } from "./versori-authorize.js";

/** A caller as Versori knows it: an organisation by its API key, or one of its end users by a signed token. */
export interface VersoriPrincipal extends Principal {
  readonly organisationId: string;
  /** The end user's external id; `undefined` for an API key, which may act for every user. */
  readonly externalId: string | undefined;
}

/** A record of the collection `apiKeys`. */
interface ApiKey {
  readonly id: string;
  readonly organisationId: string;
  readonly value: string;
}

/** A record of the collection `signingKeys`: an RSA JWK with its private part. */
interface SigningKey extends JsonWebKey {
  readonly kid: string;
  readonly organisationId: string;
}

/** A record of the collection `principals`. */
interface PrincipalRecord {
  readonly name: string;
  readonly apiKeyId?: string;
  readonly signingKeyId?: string;
  readonly externalId?: string;
}

/** What stands before a signing key's id in the issuer of its tokens. */
const ISSUER = "https://versori.com/sk/";

const apiKey: CredentialScheme<VersoriPrincipal> = {
  isWellFormed: (credential) => /^\S+$/.test(credential),
  verify(credential, context) {
    const [key] = context.collection<ApiKey>("apiKeys").listBy("value", credential);
    return key && toApiKeyPrincipal(key, context);
  },
};

const signingKey: CredentialScheme<VersoriPrincipal> = {
  isWellFormed: (credential) => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(credential),
  verify(token, context) {
    const key = findIssuer(context.decodeJwt(token)?.claims["iss"], context);
    if (!key) return undefined;
    const options = { algorithms: ["RS256"], issuer: ISSUER + key.kid };
    return whenReady(context.verifyJwt(token, key, options), (claims) => {
      const subject = claims?.["sub"];
      return typeof subject === "string" && subject !== "" ? toUserPrincipal(key, subject, context) : undefined;
    });
  },
};

/** Versori's credentials: an organisation's API key, or a token that one of its signing keys vouches for. */
export const versoriCredentials: Credentials<VersoriPrincipal> = {
  choice: "first-present",
  schemes: { apiKey, signingKey },
  authorize: authorizeVersori,
  toPrincipal(record, context) {
    const { apiKeyId, signingKeyId, externalId } = readPrincipalRecord(record);
    if (apiKeyId !== undefined)
      return toApiKeyPrincipal(getKey(context.collection<ApiKey>("apiKeys"), apiKeyId), context);
    const key = getKey(context.collection<SigningKey>("signingKeys"), signingKeyId ?? "");
    return toUserPrincipal(key, externalId ?? "", context);
  },
  toCredential(record, context): UnsignedCredential {
    const { apiKeyId, signingKeyId, externalId } = readPrincipalRecord(record);
    if (apiKeyId !== undefined) {
      const { value } = getKey(context.collection<ApiKey>("apiKeys"), apiKeyId);
      return { kind: "opaque", value, wrong: `${value}-wrong`, headers: { authorization: "Bearer {credential}" } };
    }
    const key = getKey(context.collection<SigningKey>("signingKeys"), signingKeyId ?? "");
    return {
      kind: "jwt",
      key,
      header: { alg: "RS256", kid: key.kid },
      claims: { iss: ISSUER + key.kid, sub: externalId ?? "" },
      headers: { authorization: "JWT {credential}" },
    };
  },
};

/** The signing key that an issuer names; a deleted one vouches for nothing any more. */
function findIssuer(issuer: unknown, context: CredentialContext): SigningKey | undefined {
  if (typeof issuer !== "string" || !issuer.startsWith(ISSUER)) return undefined;
  return context.collection<SigningKey>("signingKeys").find(issuer.slice(ISSUER.length));
}

function toApiKeyPrincipal({ id, organisationId }: ApiKey, context: CredentialContext): VersoriPrincipal {
  const known = listPrincipals(context).find((principal) => principal.apiKeyId === id);
  return { name: known?.name ?? id, organisationId, externalId: undefined };
}

function toUserPrincipal(
  { kid, organisationId }: SigningKey,
  externalId: string,
  context: CredentialContext,
): VersoriPrincipal {
  const known = listPrincipals(context).find(
    (principal) => principal.signingKeyId === kid && principal.externalId === externalId,
  );
  return { name: known?.name ?? externalId, organisationId, externalId };
}

function listPrincipals(context: CredentialContext): readonly PrincipalRecord[] {
  return context.collection<PrincipalRecord>("principals").list();
}

function getKey<Key extends object>(collection: { find(id: string): Key | undefined }, id: string): Key {
  const key = collection.find(id);
  if (!key) throw new Error(`versori: a principal names the key "${id}", which is not there`);
  return key;
}

function readPrincipalRecord(record: JsonObject): PrincipalRecord {
  // Safe: a record of this collection keeps to the schema that the document has for it.
  return record as unknown as PrincipalRecord;
}
