import type { JsonObject } from "../openapi/json.js";
import type { Clock } from "../world/clock.js";
import type { World } from "../world/world.js";
import { ConfigurationError } from "./configuration-error.js";
import { createCredentialContext } from "./credential-context.js";
import type { UnsignedCredential } from "./credentials.js";
import { createForeignKey, signToken } from "./jwt.js";
import type { ServedApi } from "./served-api.js";
import { createTokenReader } from "./token-reader.js";

/** Which credential is wished for; a good one of the fixture's first principal by default. */
export interface CredentialWish {
  /** Name of a principal of the fixture. */
  readonly as?: string | undefined;
  /** Name of the document's security scheme; the one that opens most doors by default. */
  readonly scheme?: string | undefined;
  /** Whether it ended before it was made. */
  readonly expired?: boolean | undefined;
  /** Whether it is signed with a key that the API does not know. */
  readonly wrongKey?: boolean | undefined;
  /** Seconds from now before which it does not hold. */
  readonly notBefore?: number | undefined;
  /** Seconds from now until it ends; a day by default. */
  readonly expiresIn?: number | undefined;
}

/** A credential, and how a request carries it. */
export interface IssuedCredential {
  readonly principal: string;
  /** The bare credential. */
  readonly credential: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parameters that the request's query must have. */
  readonly query: Readonly<Record<string, string>>;
}

/** Where keys and principals are, and what time it is. */
export interface Minting {
  readonly world: World;
  readonly clock: Clock;
}

const DAY = 86_400;
const HOUR = 3600;

/** Makes a credential of a principal of an API. @throws ConfigurationError for an API, principal or wish that can't be. */
export async function issueCredential(
  apis: readonly ServedApi[],
  { world, clock }: Minting,
  apiName: string,
  wish: CredentialWish = {},
): Promise<IssuedCredential> {
  const api = findApi(apis, apiName);
  const context = createCredentialContext(api, world, createTokenReader(), clock);
  const record = findPrincipalRecord(context.collection<PrincipalRecord>("principals").list(), api.name, wish.as);
  refuseUnknownScheme(api, wish.scheme);
  const unsigned = api.definition.credentials.toCredential(record, context, wish.scheme);
  const credential = await sign(unsigned, wish, Math.floor(context.now / 1000));
  return {
    principal: record.name,
    credential,
    headers: fillIn(unsigned.headers, credential),
    query: fillIn(unsigned.query ?? {}, credential),
  };
}

function fillIn(carriers: Readonly<Record<string, string>>, credential: string): Record<string, string> {
  const filled = Object.entries(carriers).map(([name, value]): [string, string] => [
    name,
    value.replace("{credential}", () => credential),
  ]);
  return Object.fromEntries(filled);
}

function refuseUnknownScheme({ name, definition }: ServedApi, scheme: string | undefined): void {
  const { issues = [] } = definition.credentials;
  if (scheme === undefined || issues.includes(scheme)) return;
  const there = issues.length === 0 ? "the principal decides which it is" : `there are: ${issues.join(", ")}`;
  throw new ConfigurationError(`${name} has no choice of the security scheme ${scheme}; ${there}`);
}

function findApi(apis: readonly ServedApi[], name: string): ServedApi {
  const api = apis.find((candidate) => candidate.name === name);
  if (api) return api;
  throw new ConfigurationError(`there is no API ${name}; there are: ${apis.map((each) => each.name).join(", ")}`);
}

/** A record of the collection `principals`: whatever the API keeps of it, it has a name. */
interface PrincipalRecord extends JsonObject {
  readonly name: string;
}

function findPrincipalRecord(
  records: readonly PrincipalRecord[],
  api: string,
  name: string | undefined,
): PrincipalRecord {
  const record = name === undefined ? records[0] : records.find((candidate) => candidate.name === name);
  if (record) return record;
  const names = records.map((candidate) => candidate.name).join(", ");
  throw new ConfigurationError(`${api} has no principal ${name ?? ""}; it has: ${names}`);
}

async function sign(unsigned: UnsignedCredential, wish: CredentialWish, now: number): Promise<string> {
  if (unsigned.kind === "opaque") {
    if (wish.expired || wish.notBefore !== undefined || wish.expiresIn !== undefined) {
      throw new ConfigurationError(
        "this principal has an API key, which has no time of its own; only a wrong key can be made",
      );
    }
    return wish.wrongKey ? unsigned.wrong : unsigned.value;
  }
  const { key, header, claims } = unsigned;
  return signToken(wish.wrongKey ? await createForeignKey(key) : key, header, { ...claims, ...toTimes(wish, now) });
}

function toTimes({ expired, notBefore, expiresIn }: CredentialWish, now: number): JsonObject {
  // An expired token was good for an hour, which ended an hour ago.
  if (expired) return { iat: now - 2 * HOUR, exp: now - HOUR };
  const start = notBefore ?? 0;
  const end = expiresIn ?? Math.max(0, start) + DAY;
  return { iat: now, ...(notBefore !== undefined && { nbf: now + start }), exp: now + end };
}
