import type { Change } from "../world/world.js";
import type { Constant, ConstantMemory } from "./constant-memory.js";

/**
 * Knows the texts of records that were just made, since they were written down to be kept. It remembers nothing else: of
 * what was made, more is remembered when it is read.
 */
export function createChangeMemory(changes: readonly Change[]): ConstantMemory {
  const find = (value: object): Constant | undefined => {
    const text = changes.find(({ after }) => after === value)?.text;
    return text === undefined ? undefined : { text, keeps: [] };
  };
  return { find, recall: find, note: () => undefined };
}
