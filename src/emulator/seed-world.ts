import type { CollectionDefinition } from "../world/collection-definition.js";
import type { FrozenWorld } from "../world/world.js";
import type { Api, Fixture } from "./api.js";
import { ConfigurationError } from "./configuration-error.js";
import type { ServedApi } from "./served-api.js";

/** The state with which a World begins: what is given, and for each API of which nothing is given its fixture. */
export function seedWorld(
  apis: readonly Api[],
  seed: string | readonly Fixture[],
  frozen: FrozenWorld | undefined,
): FrozenWorld {
  const collections = { ...frozen?.collections };
  for (const api of apis) {
    const fixture = chooseFixture(api, seed);
    if (!fixture || hasRecords(collections, fixture.api)) continue;
    for (const [name, records] of Object.entries(fixture.collections)) {
      // Copied, because a fixture belongs to whoever gave it and records are frozen as they are taken in.
      collections[`${fixture.api}.${name}`] = structuredClone(records);
    }
  }
  return { randomSeed: frozen?.randomSeed ?? 1, idSequence: frozen?.idSequence ?? 0, collections };
}

function chooseFixture({ fixtures }: Api, seed: string | readonly Fixture[]): Fixture | undefined {
  const names = Object.keys(fixtures);
  const own = names.flatMap((name) => fixtures[name]?.api ?? []);
  if (typeof seed !== "string") return seed.find(({ api }) => own.includes(api));
  const [first] = own;
  // An API that keeps nothing has no fixtures, and needs none.
  if (first === undefined) return undefined;
  if (Object.hasOwn(fixtures, seed)) return fixtures[seed];
  throw new ConfigurationError(`${first} has no fixture ${JSON.stringify(seed)}; it has: ${names.join(", ")}`);
}

/** Whether a state has records of an API. */
export function hasRecords(collections: FrozenWorld["collections"], api: string): boolean {
  return Object.entries(collections).some(([name, records]) => name.startsWith(`${api}.`) && records.length > 0);
}

/** The definitions of all collections of the APIs. */
export function listCollectionDefinitions(apis: readonly ServedApi[]): CollectionDefinition[] {
  return apis.flatMap(({ name: api, document }) =>
    Object.entries(document.collections).map(([name, { identity, unique = [], references = {}, fields }]) => ({
      name: `${api}.${name}`,
      identity,
      unique,
      fields,
      references: Object.fromEntries(
        Object.entries(references).map(([field, reference]) => [
          field,
          { ...reference, collection: `${api}.${reference.collection}` },
        ]),
      ),
    })),
  );
}
