import type { Target } from "../contract/target.js";
import type { Api } from "../emulator/api.js";

/** The stand-in of one API with one planted fault, and which check should notice it. */
export interface Mutant {
  /** Its kind and its place among those of that kind: `update-3`. */
  readonly id: string;
  /** What its kind does wrong, for people. */
  readonly kind: string;
  readonly api: string;
  /** What it does wrong, as the end of a sentence that begins with its API. */
  readonly about: string;
  /** Id of the check that should notice it. */
  readonly noticedBy: string;
  /** Why no check notices it, where none does. */
  readonly missedBecause?: string;
  /** Makes the fault, anew for each run, so that one that counts begins at nothing. */
  plant(): Plant;
}

/** A fault, as what it puts in the way: of an API before it is served, or of the messages to it and from it. */
export interface Plant {
  readonly changeApi?: (api: Api) => Api;
  readonly openDoor?: (way: Way) => Send;
}

/** Sends a request and waits for its answer. */
export type Send = Target["send"];

/** What stands behind a door. */
export interface Way {
  readonly send: Send;
  /** Headers that carry the credential of a principal of the fixture, of the first one by default. */
  credential(principal?: string): Promise<Readonly<Record<string, string>>>;
}
