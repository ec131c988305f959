import type { Access, CredentialContext, Principal } from "../../emulator/credentials.js";
import { decodeToken, verifyToken } from "../../emulator/jwt.js";
import type { Plant, Way } from "../mutant.js";
import { onDefinition } from "./on-behaviour.js";

type Verify = CredentialContext["verifyJwt"];

/** Judges JWTs in another way; `original` is the right one. */
function onTokens(change: (original: Verify, now: number) => Verify): Plant {
  return onDefinition((definition) => {
    const { credentials } = definition;
    const schemes = Object.entries(credentials.schemes).map(([name, scheme]) => [
      name,
      {
        ...scheme,
        verify: (credential: string, context: CredentialContext) =>
          scheme.verify(credential, {
            now: context.now,
            collection: (collection) => context.collection(collection),
            decodeJwt: (token) => context.decodeJwt(token),
            verifyJwt: change(toVerify(context), context.now),
          }),
      },
    ]);
    // Of the same names and forms as those it was made of.
    const changed = Object.fromEntries(schemes) as typeof credentials.schemes;
    return { ...definition, credentials: { ...credentials, schemes: changed } };
  });
}

function toVerify(context: CredentialContext): Verify {
  return (token, key, options) => context.verifyJwt(token, key, options);
}

/** Takes what its key signed however long ago it expired. */
export function takeExpired(): Plant {
  return onTokens(
    (original) => async (token, key, options) =>
      (await original(token, key, options)) ?? verifyToken(token, key, options, getExpiry(token) - 1000),
  );
}

/** Takes what anybody signed, if it has not expired. */
export function takeUnsigned(): Plant {
  return onTokens((_original, now) => (token) => {
    const claims = decodeToken(token)?.claims;
    return Promise.resolve(claims && getExpiry(token) > now ? claims : undefined);
  });
}

function getExpiry(token: string): number {
  const { exp } = decodeToken(token)?.claims ?? {};
  return typeof exp === "number" ? exp * 1000 : Infinity;
}

/** Decides in another way whether a principal may call; `original` is the right one. */
export function onAuthorize(
  change: (principal: Principal, access: Access, original: (principal: Principal) => Principal) => Principal,
): Plant {
  return onDefinition((definition) => {
    const { credentials } = definition;
    const authorize = (principal: Principal, access: Access) =>
      change(principal, access, (candidate) => credentials.authorize?.(candidate, access) ?? candidate);
    return { ...definition, credentials: { ...credentials, authorize } };
  });
}

/** Lets whoever has no credential call as the fixture's first principal, where a request is of that kind. */
export function needNoCredential(isMeant: (method: string, path: string) => boolean): Plant {
  return {
    openDoor: (way) => async (request) => {
      if (!isMeant(request.method, request.path) || hasCredential(request)) return way.send(request);
      return way.send({ ...request, headers: [...request.headers, ...(await listCredential(way))] });
    },
  };
}

function hasCredential({ headers, path }: { headers: readonly (readonly [string, string])[]; path: string }): boolean {
  return /[?&]token=/.test(path) || headers.some(([name]) => /^(authorization|cookie)$/i.test(name));
}

async function listCredential(way: Way): Promise<[string, string][]> {
  return Object.entries(await way.credential());
}
