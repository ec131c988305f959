import type { SnapshotFile } from "../emulator/snapshot.js";
import type { KeptStep } from "../emulator/state-store.js";
import { fromReplayedWorld, replayChanges, toReplayedWorld, type ReplayedWorld } from "../world/replayed-world.js";
import type { FrozenWorld } from "../world/world.js";
import { StateFormatError } from "./state-file-format.js";

/** Worlds and snapshots as plain data. */
export interface ReplayableState {
  readonly frozen: FrozenWorld;
  readonly snapshots: readonly SnapshotFile[];
}

/** Does to a state what was done to it since it was saved. @throws StateFormatError when that can't have been so. */
export function replaySteps({ frozen, snapshots }: ReplayableState, steps: readonly KeptStep[]): ReplayableState {
  if (steps.length === 0) return { frozen, snapshots };
  const replay: Replay = {
    worlds: new Map([
      [undefined, toReplayedWorld(frozen)],
      ...Object.entries(frozen.sessions ?? {}).map(([name, world]) => [name, toReplayedWorld(world)] as const),
    ]),
    snapshots: new Map(
      snapshots.map(({ world, ...head }) => [head.name, { head, world: toReplayedWorld(world) }] as const),
    ),
  };
  for (const step of steps) replayStep(replay, step);
  return toSavedState(replay);
}

interface Replay {
  /** By name of session; the base has none. */
  readonly worlds: Map<string | undefined, ReplayedWorld>;
  readonly snapshots: Map<string, { readonly head: Omit<SnapshotFile, "world">; readonly world: ReplayedWorld }>;
}

function replayStep({ worlds, snapshots }: Replay, step: KeptStep): void {
  const getWorld = (name: string | undefined) => worlds.get(name) ?? refuse(`session ${name}`);
  const getSnapshot = (name: string) => snapshots.get(name)?.world ?? refuse(`snapshot ${name}`);
  switch (step.kind) {
    case "change":
      worlds.set(step.session, replayChanges(getWorld(step.session), step.idSequence, step.changes));
      return;
    case "fork":
      worlds.set(step.session, step.snapshot === undefined ? getWorld(undefined) : getSnapshot(step.snapshot));
      return;
    case "end":
      worlds.delete(step.session);
      return;
    case "restore": {
      const { randomSeed } = getWorld(step.session);
      worlds.set(step.session, { ...getSnapshot(step.snapshot), randomSeed });
      return;
    }
    case "snapshot":
      snapshots.set(step.snapshot.name, { head: step.snapshot, world: getWorld(step.session) });
      return;
    case "forget":
      snapshots.delete(step.snapshot);
      return;
    case "whole":
      throw new StateFormatError("damaged", "it has a step that no journal holds");
  }
}

function refuse(what: string): never {
  throw new StateFormatError("damaged", `it goes on with the ${what}, which is not there`);
}

function toSavedState({ worlds, snapshots }: Replay): ReplayableState {
  const all = Array.from(worlds, ([name, world]) => [name, fromReplayedWorld(world)] as const);
  const sessions = all.flatMap(([name, world]): [string, FrozenWorld][] => (name === undefined ? [] : [[name, world]]));
  const base = all.find(([name]) => name === undefined)?.[1] ?? refuse("base");
  return {
    frozen: { ...base, ...(sessions.length > 0 && { sessions: Object.fromEntries(sessions) }) },
    snapshots: Array.from(snapshots.values(), ({ head, world }) => ({ ...head, world: fromReplayedWorld(world) })),
  };
}

/** The snapshots that steps have made, replaced or removed. */
export function listChangedSnapshots(steps: readonly KeptStep[]): string[] {
  return steps.flatMap((step) => {
    if (step.kind === "snapshot") return [step.snapshot.name];
    return (step.kind === "forget" || step.kind === "whole") && step.snapshot !== undefined ? [step.snapshot] : [];
  });
}
