import { replaySteps, type ReplayableState } from "../adapters/state-replay.js";
import type { KeptState, KeptStep, StateStore } from "../emulator/state-store.js";

/** A store that keeps in memory what a state file would have on disk, as text. */
export interface MemoryStore extends StateStore {
  /** Whether it refuses all that it is told. */
  isBroken: boolean;
  /** How often it was told the whole, and how often a step. */
  readonly told: { whole: number; steps: number };
  /** What would be there at the next start. */
  load(): ReplayableState;
}

/** Makes an empty one, or one that goes on. */
export function createMemoryStore(): MemoryStore {
  let takeWhole: (() => KeptState) | undefined;
  let saved = "";
  let steps: string[] = [];
  const store: MemoryStore = {
    isBroken: false,
    told: { whole: 0, steps: 0 },
    attach: (whole) => (takeWhole = whole),
    async keep(step, undo) {
      await Promise.resolve();
      if (store.isBroken) {
        undo();
        throw new Error("disk full");
      }
      store.told[step.kind === "whole" ? "whole" : "steps"] += 1;
      if (step.kind !== "whole" && saved !== "") {
        steps.push(JSON.stringify(step));
        return;
      }
      steps = [];
      saved = toText(takeWhole?.());
    },
    load() {
      const all = steps.map((text) => JSON.parse(text) as KeptStep); // it was one before it was text
      return replaySteps(JSON.parse(saved) as ReplayableState, all); // likewise
    },
  };
  return store;
}

function toText(state: KeptState | undefined): string {
  if (!state) throw new Error("nobody has said where the whole is to be had");
  const snapshots = Array.from(state.snapshots.values(), (make) => make());
  // What can be gone through once is no array.
  return JSON.stringify({ frozen: state.world, snapshots }, (_name, value: unknown) =>
    typeof value === "object" && value !== null && Symbol.iterator in value
      ? Array.from(value as Iterable<unknown>)
      : value,
  );
}
