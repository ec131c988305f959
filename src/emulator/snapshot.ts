import type { ClockSetting } from "../world/controlled-clock.js";
import type { FrozenWorld, Mark, World } from "../world/world.js";
import type { ArmedFault } from "./fault.js";
import type { KeptSnapshot } from "./state-store.js";

/** A session's records, ids, clock and faults at one instant. */
export interface Moment {
  readonly mark: Mark;
  readonly clock: ClockSetting;
  readonly faults: readonly ArmedFault[];
}

/** A moment with a name. */
export interface Snapshot extends Moment {
  readonly name: string;
  /** By the clock of the session from which it was taken, in milliseconds since 1970. */
  readonly takenAt: number;
}

/** A snapshot as a file has it. */
export interface SnapshotFile {
  readonly formatVersion: 1;
  readonly name: string;
  /** RFC 3339, UTC. */
  readonly takenAt: string;
  readonly clock: ClockSetting;
  readonly faults: readonly ArmedFault[];
  readonly world: FrozenWorld;
}

/** A snapshot as plain data. */
export function toSnapshotFile(world: World, snapshot: Snapshot): SnapshotFile {
  return { ...toSnapshotHead(snapshot), world: world.freeze(snapshot.mark) };
}

/** The same, its records to be gone through little by little. */
export function toKeptSnapshot(world: World, snapshot: Snapshot): KeptSnapshot {
  return { ...toSnapshotHead(snapshot), world: world.iterate(snapshot.mark) };
}

/** What a snapshot says beside its records. */
export function toSnapshotHead({ name, takenAt, clock, faults }: Snapshot): Omit<SnapshotFile, "world"> {
  return { formatVersion: 1, name, takenAt: new Date(takenAt).toISOString(), clock, faults };
}

/** A snapshot out of plain data, and what of its records does not fit. */
export function fromSnapshotFile(
  world: World,
  { name, takenAt, clock, faults, world: frozen }: SnapshotFile,
): { readonly snapshot: Snapshot; readonly complaints: readonly string[] } {
  const { mark, complaints } = world.thaw(frozen);
  return { snapshot: { name, takenAt: Date.parse(takenAt), clock, faults, mark }, complaints };
}
