import type { IterableWorld } from "../world/world.js";
import type { SnapshotFile } from "./snapshot.js";

/** Where the base, the sessions that are kept, and the snapshots outlive the process; an adapter implements it. */
export interface StateStore {
  /** Tells where the whole is to be had whenever the store wants it: with all that was told to `keep`. Comes before all else. */
  attach(whole: () => KeptState): void;
  /**
   * Keeps what was just done. Resolves once this, and all that was told before it, is with the operating system (or on
   * disk, if the store was made so). Rejects when it could not be kept; by then it was undone, and all that was told
   * after it, too, the last first.
   */
  keep(step: KeptStep, undo: () => void): Promise<void>;
}

/** Something that was done to what is kept, as plain data. Without `session` it was done to the base. */
export type KeptStep =
  | {
      readonly kind: "change";
      readonly session?: string | undefined;
      /** How many ids had been made after it. */
      readonly idSequence: number;
      readonly changes: readonly KeptChange[];
    }
  /** A session was forked from the base, or from a snapshot. */
  | { readonly kind: "fork"; readonly session: string; readonly snapshot?: string | undefined }
  | { readonly kind: "end"; readonly session: string }
  /** The records are those of a snapshot again. */
  | { readonly kind: "restore"; readonly session?: string | undefined; readonly snapshot: string }
  | {
      readonly kind: "snapshot";
      readonly session?: string | undefined;
      readonly snapshot: Omit<SnapshotFile, "world">;
    }
  | { readonly kind: "forget"; readonly snapshot: string }
  /** Something of which only the whole tells; `snapshot` names one that is another now. */
  | { readonly kind: "whole"; readonly snapshot?: string };

/** A record that was made or replaced, or the identity of one that was deleted. */
export type KeptChange = {
  /** Full name, `api.collection`. */
  readonly collection: string;
  /** Field that identifies a record. */
  readonly identity: string;
} & (
  | {
      readonly record: object;
      /** Its JSON, where somebody has made that. */
      readonly text?: string | undefined;
    }
  | { readonly deleted: string }
);

/** All that is kept, at one moment. */
export interface KeptState {
  readonly world: IterableWorld;
  /** By name; made when it is asked for. */
  readonly snapshots: ReadonlyMap<string, () => KeptSnapshot>;
}

/** A snapshot, whose records may be gone through once. */
export type KeptSnapshot = Omit<SnapshotFile, "world"> & { readonly world: IterableWorld };
