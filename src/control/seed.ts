import type { Fixture } from "../emulator/api.js";
import type { BehaviourReply, OutsideBehaviour, OutsideCall } from "../emulator/behaviour.js";
import { ConfigurationError } from "../emulator/configuration-error.js";
import type { Emulator } from "../emulator/emulator.js";
import { nameNearest } from "../emulator/find-nearest.js";
import { Problem } from "../emulator/problem.js";
import type { Session } from "../emulator/session.js";
import { succeed } from "./control-reply.js";
import { replaceCollections } from "./replace-collections.js";
import { countRecords } from "./state.js";

/** Where a session begins: back to it, or records of a fixture in place of those that are there. */
export function defineSeed(emulator: Emulator) {
  return {
    resetState: (call) => resetState(emulator, call),
    seedState: (call) => seedState(emulator, call),
  } satisfies Record<string, OutsideBehaviour>;
}

async function resetState(emulator: Emulator, { session, body }: OutsideCall): Promise<BehaviourReply> {
  const { seed } = (body ?? {}) as { readonly seed?: string }; // The document asks for this form.
  try {
    await emulator.reset(session, seed);
  } catch (error) {
    if (error instanceof ConfigurationError) refuseSeed(error.message);
    throw error;
  }
  return count(emulator, session);
}

/** The body of `seedState`. */
type Seed = { readonly api?: string; readonly seed: string } | Pick<Fixture, "api" | "collections">;

async function seedState(emulator: Emulator, { session, body }: OutsideCall): Promise<BehaviourReply> {
  const seed = body as unknown as Seed; // The document asks for this form.
  const fixtures = "seed" in seed ? findFixtures(emulator, seed.seed, seed.api) : [seed];
  const collections = fixtures.flatMap((fixture) => listCollections(emulator, fixture, "seed" in seed));
  const before = session.world.mark();
  replaceCollections(emulator, session, Object.fromEntries(collections));
  await emulator.keepRecords(session, { before });
  return count(emulator, session);
}

/** The fixtures of a name: of one API, or of every API that has records. */
function findFixtures({ apis }: Emulator, name: string, api: string | undefined): Fixture[] {
  const keepers = apis.filter(({ fixtures }) => Object.keys(fixtures).length > 0);
  const names = keepers.map((each) => each.name);
  if (api !== undefined && !names.includes(api)) refuseApi(api, names);
  return keepers
    .filter((each) => api === undefined || each.name === api)
    .map((each) => {
      const fixture = Object.hasOwn(each.fixtures, name) ? each.fixtures[name] : undefined;
      if (fixture) return fixture;
      return refuseSeed(
        `${each.name} has no fixture ${JSON.stringify(name)}; ${nameNearest(name, Object.keys(each.fixtures))}`,
      );
    });
}

/** Records by full collection name; a whole fixture has those that it does not name empty. */
function listCollections(
  { apis }: Emulator,
  { api: name, collections }: Pick<Fixture, "api" | "collections">,
  isWhole: boolean,
): [string, Fixture["collections"][string]][] {
  const api = apis.find((each) => each.name === name);
  if (!api)
    return refuseApi(
      name,
      apis.map((each) => each.name),
    );
  const names = isWhole ? Object.keys(api.document.collections) : Object.keys(collections);
  return names.map((collection) => [`${name}.${collection}`, collections[collection] ?? []]);
}

function count(emulator: Emulator, { world }: Session): BehaviourReply {
  return succeed({ records: countRecords(emulator, world.freeze()) });
}

function refuseSeed(message: string): never {
  throw new Problem("invalid-request", { message, fields: [{ field: "seed", message }] });
}

function refuseApi(api: string, names: readonly string[]): never {
  const message = `there is no API ${JSON.stringify(api)} with records; ${nameNearest(api, names)}`;
  throw new Problem("invalid-request", { message, fields: [{ field: "api", message }] });
}
