import { loadFixture } from "../adapters/load-apis.js";
import type { Api, Fixture } from "../emulator/api.js";
import { UsageError } from "./usage-error.js";
import { isFixturePath } from "./standard-options.js";

/** The fixture of an API of which the one that was named says nothing. */
const DEFAULT_FIXTURE = "demo";

/**
 * What `--seed` stands for: the name of a fixture that every API has, or the fixture of a file for its own API, and the
 * default one for the others. @throws UsageError or ConfigurationError that says what would do.
 */
export async function loadSeed(seed: string, apis: readonly Api[]): Promise<string | Fixture[]> {
  if (!isFixturePath(seed)) return seed;
  const fixture = await loadFixture(seed);
  const defaults = apis.flatMap(({ fixtures }) => fixtures[DEFAULT_FIXTURE] ?? []);
  const names = defaults.map(({ api }) => api);
  if (!names.includes(fixture.api)) {
    throw new UsageError(
      `the fixture ${seed} is of the API ${fixture.api}, which takes no part; these do: ${names.join(", ")}`,
    );
  }
  return defaults.map((own) => (own.api === fixture.api ? fixture : own));
}

/** The name of the fixture that each API begins with by what {@link loadSeed} gave. */
export function listSeedNames(seed: string | readonly Fixture[], apis: readonly Api[]): Record<string, string> {
  if (typeof seed !== "string") return Object.fromEntries(seed.map(({ api, name }) => [api, name]));
  return Object.fromEntries(apis.flatMap(({ fixtures }) => fixtures[seed] ?? []).map(({ api }) => [api, seed]));
}
