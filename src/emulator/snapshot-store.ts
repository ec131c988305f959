import type { SnapshotFile } from "./snapshot.js";

/** Where snapshots outlive the process; an adapter implements it. */
export interface SnapshotStore {
  /** Resolves once the snapshot is safe, in the place of the one of its name. */
  save(file: SnapshotFile): Promise<void>;
  /** Resolves once there is none of that name. */
  remove(name: string): Promise<void>;
}
