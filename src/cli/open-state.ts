import { openStateFile, type StateFileOptions } from "../adapters/state-file.js";
import type { Log } from "../emulator/log.js";
import { hasRecords } from "../emulator/seed-world.js";
import type { SnapshotFile } from "../emulator/snapshot.js";
import type { StateStore } from "../emulator/state-store.js";
import type { FrozenWorld } from "../world/world.js";
import type { Setting } from "./read-settings.js";
import { UsageError } from "./usage-error.js";

/** The state with which a stand-in begins, and where its changes go. */
export interface OpenState {
  /** The state file; `undefined` when the state is in memory only. */
  readonly path: string | undefined;
  readonly frozen: FrozenWorld | undefined;
  readonly store: StateStore | undefined;
  /** The snapshots beside it. */
  readonly snapshots: readonly SnapshotFile[] | undefined;
  /** By API, the fixture that it began with, or begins with now. */
  readonly fixtures: Readonly<Record<string, string>>;
  /** Whether a fixture fills something, which is to be saved at once. */
  readonly isFresh: boolean;
  /** Waits for saves under way and lets another process have the file. */
  readonly close: () => Promise<void>;
}

/** What says which state is wanted. */
export interface StateSettings {
  readonly state: Setting<string>;
  readonly ephemeral: Setting<boolean>;
  readonly sync: Setting<boolean>;
  readonly seed: Setting<string>;
  readonly randomSeed: Setting<number>;
}

/** Opens the state that the settings name. `seeds` are the fixtures' names, by API, with which it may begin. */
export async function openState(
  settings: StateSettings,
  seeds: Readonly<Record<string, string>>,
  log: Log,
): Promise<OpenState> {
  if (isEphemeral(settings)) {
    return {
      path: undefined,
      frozen: undefined,
      store: undefined,
      snapshots: undefined,
      fixtures: seeds,
      isFresh: false,
      close: async () => {},
    };
  }
  const path = settings.state.value;
  const file = await openStateFile({ path, sync: settings.sync.value, log: tellOfState(log, path) });
  const { loaded, close } = file;
  const filled = listFilled(seeds, loaded?.frozen);
  const fixtures = { ...loaded?.fixtures, ...Object.fromEntries(filled) };
  file.setFixtures(fixtures);
  tellDifference(settings, { seeds, fixtures, randomSeed: loaded?.frozen.randomSeed }, log);
  return {
    path: file.path,
    frozen: loaded?.frozen,
    store: file.store,
    snapshots: loaded?.snapshots,
    fixtures,
    isFresh: filled.length > 0 || loaded === undefined,
    // Not by way of the file, which would hold on to what was loaded.
    close,
  };
}

/** Made here, since a function holds on to all that functions beside it use, and this one is called to the end. */
function tellOfState(log: Log, state: string): NonNullable<StateFileOptions["log"]> {
  return (message, level) => log({ level, message, fields: { state } });
}

/** The fixtures of APIs of which nothing is kept. */
function listFilled(seeds: Readonly<Record<string, string>>, kept: FrozenWorld | undefined): [string, string][] {
  return Object.entries(seeds).filter(([name]) => !hasRecords(kept?.collections ?? {}, name));
}

const STRENGTH = { flag: 3, environment: 2, config: 1, default: 0 } as const;

/** Whichever of `--state` and `--ephemeral` was set by the stronger source holds. */
function isEphemeral({ state, ephemeral }: StateSettings): boolean {
  if (!ephemeral.value) return false;
  if (state.source === ephemeral.source)
    throw new UsageError("--state and --ephemeral exclude each other; give one of them");
  return STRENGTH[ephemeral.source] > STRENGTH[state.source];
}

interface Begun {
  /** By API, the fixtures that were asked for. */
  readonly seeds: Readonly<Record<string, string>>;
  /** By API, the fixtures that it really began with. */
  readonly fixtures: Readonly<Record<string, string>>;
  readonly randomSeed: number | undefined;
}

/** Says that a fixture or seed which was asked for has no effect, because there is a state. */
function tellDifference(settings: StateSettings, begun: Begun, log: Log): void {
  const differences = listDifferences(settings, begun);
  if (differences.length === 0) return;
  const state = settings.state.value;
  const message = `the state in ${state} is kept, which began otherwise: ${differences.join(", ")}; a fixture fills only a missing or empty state`;
  log({ level: "warn", message, fields: { state } });
}

function listDifferences({ seed, randomSeed }: StateSettings, begun: Begun): string[] {
  const others = Object.keys(begun.seeds).filter((name) => begun.fixtures[name] !== begun.seeds[name]);
  const isOther = begun.randomSeed !== undefined && begun.randomSeed !== randomSeed.value;
  return [
    ...(seed.source === "default"
      ? []
      : others.map((name) => `${name} with the fixture ${begun.fixtures[name] ?? "unknown"}`)),
    ...(randomSeed.source === "default" || !isOther ? [] : [`with the random seed ${begun.randomSeed}`]),
  ];
}
