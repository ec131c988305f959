import { openStateFile } from "../adapters/state-file.js";
import type { Api, Fixture } from "../emulator/api.js";
import { createEmulator } from "../emulator/emulator.js";
import type { SnapshotFile } from "../emulator/snapshot.js";
import type { FrozenWorld } from "../world/world.js";
import { chooseApis } from "./choose-apis.js";
import { fillCollections } from "./fill-collections.js";
import { listSeedNames, loadSeed } from "./load-seed.js";
import { toInteger, toSwitch } from "./option.js";
import type { Setting } from "./read-settings.js";
import { standardOptions } from "./standard-options.js";
import { UsageError } from "./usage-error.js";
import { defineVerb } from "./verb.js";

/** As many records of each collection as a state file can be expected to hold. */
const LARGEST = 1_000_000;

/** `standin seed`: a state file for a later `serve`. */
export const seed = defineVerb({
  name: "seed",
  about: "write a state file from a fixture, and with --size as large as wished.",
  options: {
    state: standardOptions.state,
    seed: standardOptions.seed,
    api: standardOptions.api,
    openapi: standardOptions.openapi,
    size: {
      about: "generated records to add in each collection that scales: the same ones for the same --random-seed",
      takes: "N",
      parse: toInteger(0, LARGEST),
    },
    randomSeed: standardOptions.randomSeed,
    force: { about: "replace a state that has records", parse: toSwitch },
    logLevel: standardOptions.logLevel,
    config: standardOptions.config,
  },
  examples: ["standin seed --size 10000 --random-seed 7", "standin seed --state /tmp/empty.json --seed empty"],
  async run({ state, seed: fixture, api, openapi, size, randomSeed, force }, reporter) {
    const apis = await chooseApis({ names: api.value, files: openapi.value });
    const fixtures = await loadSeed(fixture.value, apis);
    const file = await openStateFile({
      path: state.value,
      sync: true,
      log: (message, level) => reporter.log({ level, message, fields: { state: state.value } }),
    });
    try {
      if (!force.value && countRecords(file.loaded?.frozen) > 0) {
        throw new UsageError(
          `${state.value} has records; give --force to replace them, or name another file with --state`,
        );
      }
      const frozen = await makeState(apis, fixtures, { size: size?.value, randomSeed });
      file.setFixtures(listSeedNames(fixtures, apis));
      file.store.attach(() => ({ world: frozen, snapshots: toSnapshots(file.loaded?.snapshots) }));
      await file.store.keep({ kind: "whole" }, () => undefined);
      reporter.print(`${state.value}: ${countRecords(frozen)} records, random seed ${randomSeed.value}`);
      return 0;
    } finally {
      await file.close();
    }
  },
});

interface Wish {
  readonly size: number | undefined;
  readonly randomSeed: Setting<number>;
}

function makeState(
  apis: readonly Api[],
  fixtures: string | Fixture[],
  { size, randomSeed }: Wish,
): Promise<FrozenWorld> {
  const emulator = createEmulator({ apis, seed: fixtures, randomSeed: randomSeed.value });
  return size === undefined
    ? Promise.resolve(emulator.freeze())
    : fillCollections(emulator, { size, randomSeed: randomSeed.value });
}

/** Those that are there stay. */
function toSnapshots(snapshots: readonly SnapshotFile[] = []) {
  return new Map(snapshots.map((snapshot) => [snapshot.name, () => snapshot]));
}

function countRecords(frozen: FrozenWorld | undefined): number {
  return Object.values(frozen?.collections ?? {}).reduce((sum, records) => sum + records.length, 0);
}
