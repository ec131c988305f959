import type { World } from "../world/world.js";
import type { Keeper } from "./keeper.js";
import { Problem } from "./problem.js";
import { takeMoment, type Session } from "./session.js";
import { fromSnapshotFile, toSnapshotFile, type Snapshot, type SnapshotFile } from "./snapshot.js";

/** The snapshots of one emulator, by name; every session may start from each. */
export interface Snapshots {
  /** In the order of their names. */
  list(): readonly Snapshot[];
  find(name: string): Snapshot | undefined;
  /** @throws Problem `not-found` that names those that there are. */
  get(name: string): Snapshot;
  /** Keeps this moment of a session, in the place of the snapshot of that name; takes no time that grows with its records, unless snapshots are stored and the session is not. */
  take(name: string, session: Session): Promise<Snapshot>;
  /** A snapshot as plain data. @throws Problem as `get`. */
  toFile(name: string): SnapshotFile;
  /** Puts a snapshot out of plain data in the place of the one of its name; gives what does not fit, which is kept all the same. */
  load(file: SnapshotFile): Promise<readonly string[]>;
  /** Whether there was one of that name. */
  remove(name: string): Promise<boolean>;
}

/** What snapshots are kept with. */
export interface SnapshotsParts {
  /** The World of which, or of whose forks, they are moments. */
  readonly world: World;
  /** Those with which it begins. */
  readonly files?: readonly SnapshotFile[] | undefined;
  /** Makes that they outlive the process, where that is wanted. */
  readonly keeper: Pick<Keeper, "keepSnapshot" | "keepImported" | "keepForgotten">;
}

/** Starts with those that are given, and says what of them does not fit. */
export function createSnapshots({ world, files = [], keeper }: SnapshotsParts): {
  readonly snapshots: Snapshots;
  readonly complaints: readonly string[];
} {
  const byName = new Map<string, Snapshot>();
  const put = (file: SnapshotFile): readonly string[] => {
    const { snapshot, complaints } = fromSnapshotFile(world, file);
    byName.set(snapshot.name, snapshot);
    return [...listOtherSeed(world, file), ...complaints].map((about) => `snapshot ${snapshot.name}: ${about}`);
  };
  /** What puts the snapshot of a name back as it is now. */
  const rememberOne = (name: string): (() => void) => {
    const before = byName.get(name);
    return () => void (before ? byName.set(name, before) : byName.delete(name));
  };
  const get = (name: string): Snapshot => byName.get(name) ?? refuseName(name, [...byName.keys()]);
  const snapshots: Snapshots = {
    list: () => [...byName.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    find: (name) => byName.get(name),
    get,
    async take(name, session) {
      const snapshot: Snapshot = { name, takenAt: session.clock.now(), ...takeMoment(session) };
      const undo = rememberOne(name);
      byName.set(name, snapshot);
      await keeper.keepSnapshot(snapshot, session, undo);
      return snapshot;
    },
    toFile: (name) => toSnapshotFile(world, get(name)),
    async load(file) {
      const undo = rememberOne(file.name);
      const complaints = put(file);
      await keeper.keepImported(file.name, undo);
      return complaints;
    },
    async remove(name) {
      const undo = rememberOne(name);
      const had = byName.delete(name);
      if (had) await keeper.keepForgotten(name, undo);
      return had;
    },
  };
  return { snapshots, complaints: files.flatMap(put) };
}

function listOtherSeed({ randomSeed }: World, { world }: SnapshotFile): string[] {
  if (world.randomSeed === randomSeed) return [];
  return [`its ids were made from the random seed ${world.randomSeed}; new ones will be made from ${randomSeed}`];
}

function refuseName(name: string, names: readonly string[]): never {
  const all = names.toSorted().join(", ") || "none";
  throw new Problem("not-found", { message: `There is no snapshot ${JSON.stringify(name)}; there are: ${all}.` });
}
