import type { BehaviourReply, OutsideBehaviour, OutsideCall } from "../emulator/behaviour.js";
import { ConfigurationError } from "../emulator/configuration-error.js";
import type { Emulator } from "../emulator/emulator.js";
import { nameNearest } from "../emulator/find-nearest.js";
import type { CredentialWish } from "../emulator/issue-credential.js";
import { Problem } from "../emulator/problem.js";
import type { ServedApi } from "../emulator/served-api.js";
import type { JsonObject } from "../openapi/json.js";
import { succeed } from "./control-reply.js";

/** Credentials, and the keys with which they are checked. */
export function defineTokens(emulator: Emulator) {
  return {
    issueToken: (call) => issueToken(emulator, call),
    getJwks: (call) => getJwks(emulator, call),
  } satisfies Record<string, OutsideBehaviour>;
}

async function issueToken(emulator: Emulator, { session, body }: OutsideCall): Promise<BehaviourReply> {
  // The document asks for this form.
  const { api, ...wish } = body as unknown as CredentialWish & { readonly api: string };
  if (wish.expired && wish.expiresIn !== undefined) refuse("expiresIn", "goes against `expired`");
  const { name } = getKeeper(emulator, api, "principals");
  try {
    return succeed({ api: name, ...(await emulator.issueCredential(name, wish, session)) }, 201);
  } catch (error) {
    if (error instanceof ConfigurationError) throw new Problem("invalid-request", { message: `${error.message}.` });
    throw error;
  }
}

/** Of RFC 7517 and 7518, all of a key that is public. */
const PUBLIC = ["kty", "kid", "use", "alg", "n", "e", "crv", "x", "y"];

function getJwks(emulator: Emulator, { session, params }: OutsideCall): BehaviourReply {
  const { api } = params.query;
  const keepers = listKeepers(emulator, "signingKeys");
  const chosen = typeof api === "string" ? [getKeeper(emulator, api, "signingKeys")] : keepers;
  const draft = session.world.read();
  const keys = chosen
    .flatMap(({ name }) => draft.collection<JsonObject>(`${name}.signingKeys`).list())
    // The key of a symmetric algorithm is a secret as a whole.
    .filter(({ kty }) => kty !== "oct")
    .map((key) => Object.fromEntries(PUBLIC.flatMap((name) => (key[name] === undefined ? [] : [[name, key[name]]]))));
  return succeed({ keys });
}

function listKeepers({ apis }: Emulator, collection: string): ServedApi[] {
  return apis.filter(({ document }) => Object.hasOwn(document.collections, collection));
}

function getKeeper(emulator: Emulator, name: string, collection: string): ServedApi {
  const keepers = listKeepers(emulator, collection);
  const keeper = keepers.find((api) => api.name === name);
  if (keeper) return keeper;
  const names = keepers.map((api) => api.name);
  return refuse("api", `can't be ${JSON.stringify(name)}; ${nameNearest(name, names)}`);
}

function refuse(field: string, message: string): never {
  throw new Problem("invalid-request", { message: `${field} ${message}`, fields: [{ field, message }] });
}
