import type { FrozenWorld } from "../world/world.js";

/** Where a World's state outlives the process; an adapter implements it. */
export interface StateStore {
  /**
   * Resolves once all that was committed up to this call is with the operating system (or on disk, if the store was made
   * so). `freeze` is called when the flush really begins, so that saves which come while another is under way share one.
   * Rejects when it could not be written; the next save tries again, with all that is there by then.
   */
  save(freeze: () => FrozenWorld): Promise<void>;
}
