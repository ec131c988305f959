import type { JsonObject } from "../openapi/json.js";
import type { SecurityRequirement } from "../openapi/security.js";
import type { Awaitable } from "./awaitable.js";
import type { Collection } from "../world/collection.js";

/** Who sends a request, as an API's credentials tell. */
export interface Principal {
  /** Name of the fixture's principal where there is one, else the credential's subject. */
  readonly name: string;
}

/** How an API tells who sends a request, and which credential its fixture's principals have. */
export interface Credentials<P extends Principal> {
  /**
   * `first-present`: the first security requirement whose credentials are all there decides alone;
   * `any`: requirements are tried until one is satisfied.
   */
  readonly choice: "first-present" | "any";
  /** By name of the document's security scheme. A scheme that is missing here only asks that its credential is there. */
  readonly schemes: Readonly<Record<string, CredentialScheme<P>>>;
  /** The principal that a record of the collection `principals` stands for. */
  toPrincipal(record: JsonObject, context: CredentialContext): P;
  /** Names of the security schemes for which `toCredential` makes credentials when it is asked for one of them. */
  readonly issues?: readonly string[];
  /** The credential of a record of the collection `principals`, before it is signed; for a scheme of `issues`, if one is named. */
  toCredential(record: JsonObject, context: CredentialContext, scheme?: string): UnsignedCredential;
  /**
   * Whether the principal may call the operation at all, before the request is read; throws a `Problem` if not.
   * May give another principal, e.g. one that knows the request's organisation.
   */
  authorize?(principal: P, access: Access): P;
}

/** How one security scheme's credential becomes a principal. */
export interface CredentialScheme<P extends Principal> {
  /** Whether a credential has this scheme's form, which is all that `--auth shape` asks. */
  isWellFormed(credential: string): boolean;
  /** The principal; `undefined` when the credential is not accepted. Throws a `Problem` for any other answer. */
  verify(credential: string, context: CredentialContext): Awaitable<P | undefined>;
}

/** The request to which a credential belongs. */
export interface Access {
  readonly operationId: string;
  /** In upper case. */
  readonly method: string;
  /** The request's headers, names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The operation's security requirements, one of which was satisfied. */
  readonly security: readonly SecurityRequirement[];
  readonly context: CredentialContext;
}

/** What judging a credential may read. */
export interface CredentialContext {
  /** Now by the World's clock, in milliseconds since 1970. */
  readonly now: number;
  /** The collection of that name of the API. */
  collection<Rec extends object>(name: string): Collection<Rec>;
  /** A JWT's header and claims, unverified; `undefined` when it is no JWT. */
  decodeJwt(token: string): DecodedJwt | undefined;
  /** A JWT's claims when signature, algorithm, `exp` and `nbf` hold by the World's clock; else `undefined`. At once for one that it knows. */
  verifyJwt(token: string, key: JsonWebKey, options: JwtOptions): Awaitable<JsonObject | undefined>;
}

/** What a JWT must keep to beyond its signature. */
export interface JwtOptions {
  /** Accepted `alg` values; the key's own `alg`, where it has one, must be among them and be the token's. */
  readonly algorithms: readonly string[];
  readonly issuer?: string;
  /** Whether a token without `exp` is refused. */
  readonly requireExpiry?: boolean;
}

/** A JWT's two readable parts. */
export interface DecodedJwt {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** A credential before it is signed, and how a request carries it. */
export type UnsignedCredential = (
  | { readonly kind: "jwt"; readonly key: JsonWebKey; readonly header: JsonObject; readonly claims: JsonObject }
  | { readonly kind: "opaque"; readonly value: string; /** As well-formed, but unknown. */ readonly wrong: string }
) & {
  /** Request headers that carry the credential, `{credential}` in its place, e.g. `{ authorization: "Bearer {credential}" }`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parameters of the query that carry it, likewise. */
  readonly query?: Readonly<Record<string, string>>;
};
