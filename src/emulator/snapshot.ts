import type { ClockSetting } from "../world/controlled-clock.js";
import type { FrozenWorld, Mark, World } from "../world/world.js";
import type { ArmedFault } from "./fault.js";

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
export function toSnapshotFile(world: World, { name, takenAt, clock, faults, mark }: Snapshot): SnapshotFile {
  const instant = new Date(takenAt).toISOString();
  return { formatVersion: 1, name, takenAt: instant, clock, faults, world: world.freeze(mark) };
}

/** A snapshot out of plain data, and what of its records does not fit. */
export function fromSnapshotFile(
  world: World,
  { name, takenAt, clock, faults, world: frozen }: SnapshotFile,
): { readonly snapshot: Snapshot; readonly complaints: readonly string[] } {
  const { mark, complaints } = world.thaw(frozen);
  return { snapshot: { name, takenAt: Date.parse(takenAt), clock, faults, mark }, complaints };
}
