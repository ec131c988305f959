// The records that the collections of openapi/supervity.yaml hold, as far as the behaviours read them.

/** A connected account of a user, in one organisation. */
export interface AccountRecord {
  readonly id: string;
  readonly organisation: string;
  /** Id of the user who connected it. */
  readonly owner: string;
  readonly integrationSlug: string;
  readonly accountIdentifier: string;
  readonly baseUrl: string | null;
  readonly sharedTeamKeys: readonly string[];
  /** RFC 3339. */
  readonly updatedAt: string;
}

/** One action that one account allows. */
export interface ConnectedActionRecord {
  readonly id: string;
  /** Id of the account. */
  readonly account: string;
  /** Id of the action, `integrationSlug.name`. */
  readonly action: string;
}

/** An integration of the catalogue. */
export interface IntegrationRecord {
  readonly slug: string;
  readonly displayName: string;
  readonly description: string;
  readonly notes: string;
}

/** An action of the catalogue. */
export interface ActionRecord {
  /** `integrationSlug.name` */
  readonly id: string;
  readonly integrationSlug: string;
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly documentation: readonly string[];
  readonly notes: string;
}

/** A team of an organisation. */
export interface TeamRecord {
  readonly organisation: string;
  readonly key: string;
}

/** A user as the service knows one. */
export interface UserRecord {
  readonly id: string;
  readonly email: string;
  /** Organisation of requests that name none. */
  readonly preferredOrganisation?: string;
}

/** Who may call, as the identity provider knows them. */
export interface PrincipalRecord {
  readonly name: string;
  /** Id of the user, the `sub` of the principal's tokens. */
  readonly user: string;
  /** Absent for one who calls with an API key. */
  readonly signingKey?: string;
  readonly roles: readonly string[];
  /** Roles by client. */
  readonly clientRoles: Readonly<Record<string, readonly string[]>>;
  readonly memberships: readonly Membership[];
}

/** That somebody belongs to an organisation, and to which of its teams. */
export interface Membership {
  readonly organisation: string;
  readonly teamKeys: readonly string[];
}

/** A key that signs tokens, as a JWK, and the issuer that they carry. */
export interface SigningKeyRecord extends JsonWebKey {
  readonly kid: string;
  readonly issuer: string;
}

/** A workflow API key. */
export interface ApiKeyRecord {
  readonly key: string;
  /** Name of the principal as whom it calls. */
  readonly principal: string;
  readonly revokedAt: string | null;
}

/** The requests of one caller within the last minute. */
export interface RateWindowRecord {
  readonly caller: string;
  /** In milliseconds since 1970, oldest first. */
  readonly acceptedAt: readonly number[];
}
