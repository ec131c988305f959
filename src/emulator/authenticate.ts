import { isPending, whenReady, type Awaitable } from "./awaitable.js";
import type { SecurityRequirement, SecurityScheme } from "../openapi/security.js";
import type { CredentialContext, CredentialScheme, Principal } from "./credentials.js";
import { Problem } from "./problem.js";
import type { ReceivedRequest } from "./received-request.js";
import type { Operation } from "../openapi/operation.js";
import type { ServedApi } from "./served-api.js";

/** How strictly credentials are judged: really, by their form only, or not at all. */
export const AUTH_MODES = ["strict", "shape", "off"] as const;

/** One of {@link AUTH_MODES}. */
export type AuthMode = (typeof AUTH_MODES)[number];

/** Who sends a request. @throws Problem `unauthenticated`, or what the API's conventions say, when nobody who may. */
export function authenticate(
  api: ServedApi,
  operation: Operation,
  request: ReceivedRequest,
  context: CredentialContext,
  mode: AuthMode,
): Awaitable<Principal> {
  const principal = identify(api, operation, request, context, mode);
  if (!isPending(principal)) return authorize(api, operation, request, context, principal);
  return principal.then((known) => authorize(api, operation, request, context, known));
}

function authorize(
  { definition: { credentials } }: ServedApi,
  operation: Operation,
  { headers }: ReceivedRequest,
  context: CredentialContext,
  principal: Principal | undefined,
): Awaitable<Principal> {
  if (!principal) throw new Problem("unauthenticated", { headers: { "www-authenticate": challenge(operation) } });
  if (!credentials.authorize) return principal;
  const { id: operationId, method, security } = operation;
  return credentials.authorize(principal, { operationId, method, security, headers, context });
}

/** The principal of an operation that asks for no credential. */
const ANYBODY: Principal = { name: "anybody" };

/** Who sends a request, whether or not it is somebody who may; `undefined` when no credential is accepted. */
export function identify(
  api: ServedApi,
  operation: Operation,
  request: ReceivedRequest,
  context: CredentialContext,
  mode: AuthMode,
): Awaitable<Principal | undefined> {
  if (operation.security.length === 0) return ANYBODY;
  if (mode === "off") return getFirstPrincipal(api, context);
  const presented = listPresented(api, operation, request);
  if (mode === "strict") return verifyFirst(presented, context);
  const isShaped = presented.some((all) => all.every(({ judge, credential }) => judge.isWellFormed(credential)));
  return isShaped ? getFirstPrincipal(api, context) : undefined;
}

/** The principal of the first requirement whose credentials are all accepted. */
function verifyFirst(
  presented: readonly Presented[][],
  context: CredentialContext,
  at = 0,
): Awaitable<Principal | undefined> {
  const requirement = presented[at];
  if (!requirement) return undefined;
  const verdict = verifyRequirement(requirement, context);
  if (!isPending(verdict)) return verdict ?? verifyFirst(presented, context, at + 1);
  return verdict.then((principal) => principal ?? verifyFirst(presented, context, at + 1));
}

type Verdict = Principal | undefined;

/** The principal of its first credential, when all of them are accepted. */
function verifyRequirement(requirement: readonly Presented[], context: CredentialContext): Awaitable<Verdict> {
  const [first] = requirement;
  // As most are: there is nothing to be put together.
  if (first && requirement.length === 1) return first.judge.verify(first.credential, context);
  const verdicts = requirement.map(({ judge, credential }) => judge.verify(credential, context));
  return whenReady(joinVerdicts(verdicts), (principals) =>
    principals.every((principal) => principal !== undefined) ? principals[0] : undefined,
  );
}

function joinVerdicts(verdicts: Awaitable<Verdict>[]): Awaitable<Verdict[]> {
  const known: Verdict[] = [];
  for (const verdict of verdicts) {
    if (isPending(verdict)) return Promise.all(verdicts.map(async (each) => each));
    known.push(verdict);
  }
  return known;
}

interface Presented {
  readonly scheme: SecurityScheme;
  readonly judge: CredentialScheme<Principal>;
  readonly credential: string;
}

/** The requirements whose credentials a request has; of an API where the first decides, only that one and others by the same carrier. */
function listPresented(api: ServedApi, operation: Operation, request: ReceivedRequest): Presented[][] {
  const presented: Presented[][] = [];
  for (const requirement of operation.security) {
    const own = present(api, requirement, request);
    if (own) presented.push(own);
  }
  if (presented.length < 2 || api.definition.credentials.choice === "any") return presented;
  const carrier = describeCarrier(presented[0]);
  return presented.filter((requirement) => describeCarrier(requirement) === carrier);
}

function describeCarrier(requirement: readonly Presented[] | undefined): string {
  return JSON.stringify(requirement?.[0]?.scheme.carrier);
}

/** The credentials that a requirement asks for; `undefined` when the request lacks one. */
function present(api: ServedApi, requirement: SecurityRequirement, request: ReceivedRequest): Presented[] | undefined {
  const presented: Presented[] = [];
  for (const scheme of requirement) {
    const credential = findCredential(scheme, request);
    if (credential === undefined) return undefined;
    presented.push({ scheme, judge: findJudge(api, scheme), credential });
  }
  return presented;
}

function findCredential({ carrier }: SecurityScheme, request: ReceivedRequest): string | undefined {
  switch (carrier.in) {
    case "authorization": {
      const { authorization } = request;
      return authorization?.scheme === carrier.scheme ? authorization.credential : undefined;
    }
    case "header":
      return request.headers[carrier.name];
    case "query":
      return request.query.find(([name]) => name === carrier.name)?.[1];
    case "cookie":
      return request.cookies.find(([name]) => name === carrier.name)?.[1];
    case "connection":
      return "";
    default:
      return undefined;
  }
}

/** A scheme of which the API's definition says nothing only asks that its credential is there. */
const ANY_CREDENTIAL: CredentialScheme<Principal> = {
  isWellFormed: () => true,
  verify: () => ANYBODY,
};

function findJudge({ definition }: ServedApi, { name }: SecurityScheme): CredentialScheme<Principal> {
  const { schemes } = definition.credentials;
  return (Object.hasOwn(schemes, name) ? schemes[name] : undefined) ?? ANY_CREDENTIAL;
}

function getFirstPrincipal({ name, definition }: ServedApi, context: CredentialContext): Principal {
  const [record] = context.collection<FixturePrincipal>("principals").list();
  if (!record) throw new Error(`the fixture of ${name} has no principal for whom a request could stand`);
  return definition.credentials.toPrincipal(record, context);
}

/** A record of the collection `principals`; what else it holds is the API's own. */
type FixturePrincipal = Parameters<ServedApi["definition"]["credentials"]["toPrincipal"]>[0];

/** The `WWW-Authenticate` challenges of an operation (RFC 9110, 11.6.1): the authentication schemes that it takes. */
export function challenge(operation: Operation): string {
  const schemes = operation.security
    .flat()
    .map(({ carrier }) => (carrier.in === "authorization" ? carrier.scheme : ""));
  const names = schemes.filter((scheme) => scheme !== "").map((scheme) => SPELLINGS[scheme] ?? scheme);
  return [...new Set(names)].join(", ") || "Bearer";
}

/** How the schemes are written by those who defined them; their case does not matter. */
const SPELLINGS: Readonly<Record<string, string>> = { bearer: "Bearer", basic: "Basic", digest: "Digest", jwt: "JWT" };
