import type { JsonObject } from "../../openapi/json.js";
import type { CollectionExtension } from "../../openapi/standin-extension.js";
import type { CredentialContext } from "../credentials.js";

/** A record of the collection `principals` of an API of which only the document is known. */
export interface PrincipalRecord {
  readonly name: string;
  readonly password: string;
  /** What stands for an API key, and for the credential of any scheme that nobody knows better. */
  readonly apiKey: string;
  /** The key that signs its tokens, a secret one. */
  readonly signingKey: JsonWebKey;
  /** Whether it has every scope that there is. */
  readonly allScopes: boolean;
  /** Else those that it has. */
  readonly scopes: readonly string[];
}

/** The principals of a World. */
export function listDefaultPrincipals(context: CredentialContext): readonly PrincipalRecord[] {
  return context.collection<PrincipalRecord>("principals").list();
}

/** How principals are kept. */
export const PRINCIPALS: CollectionExtension & JsonObject = {
  schema: {
    type: "object",
    required: ["name", "password", "apiKey", "signingKey", "allScopes", "scopes"],
    properties: {
      name: { type: "string" },
      password: { type: "string", "x-standin-secret": true },
      apiKey: { type: "string", "x-standin-secret": true },
      signingKey: { type: "object", "x-standin-secret": true },
      allScopes: { type: "boolean" },
      scopes: { type: "array", items: { type: "string" } },
    },
  },
  identity: "name",
  cleanup: "none",
};

/** `admin`, who may do all, and `guest`, who has no scope. What is secret about them lies here for all to see, and protects nothing. */
export function createDefaultPrincipals(api: string): JsonObject[] {
  return [createPrincipal(api, "admin", true), createPrincipal(api, "guest", false)];
}

function createPrincipal(api: string, name: string, allScopes: boolean): JsonObject {
  const secret = `standin-${api}-${name}`;
  return {
    name,
    password: `${secret}-password`,
    apiKey: `${secret}-key`,
    // HS256 wants 256 bits at least (RFC 7518, 3.2).
    signingKey: { kty: "oct", alg: "HS256", k: toBase64Url(secret.padEnd(32, "-")) },
    allScopes,
    scopes: [],
  };
}

function toBase64Url(text: string): string {
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
