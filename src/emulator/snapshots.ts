import { Problem } from "./problem.js";
import type { Snapshot } from "./snapshot.js";

/** The snapshots of one emulator, by name; every session may start from each. */
export interface Snapshots {
  /** In the order of their names. */
  list(): readonly Snapshot[];
  find(name: string): Snapshot | undefined;
  /** @throws Problem `not-found` that names those that there are. */
  get(name: string): Snapshot;
  /** Puts a snapshot in the place of the one of its name. */
  put(snapshot: Snapshot): void;
  /** Whether there was one of that name. */
  remove(name: string): boolean;
}

/** Starts with those that are given. */
export function createSnapshots(start: readonly Snapshot[] = []): Snapshots {
  const byName = new Map(start.map((snapshot) => [snapshot.name, snapshot]));
  return {
    list: () => [...byName.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    find: (name) => byName.get(name),
    get(name) {
      const snapshot = byName.get(name);
      if (snapshot) return snapshot;
      const names = [...byName.keys()].toSorted().join(", ") || "none";
      throw new Problem("not-found", { message: `There is no snapshot ${JSON.stringify(name)}; there are: ${names}.` });
    },
    put(snapshot) {
      byName.set(snapshot.name, snapshot);
    },
    remove: (name) => byName.delete(name),
  };
}
