import type { Change } from "../world/world.js";
import type { Constant, ConstantMemory } from "./constant-memory.js";

/**
 * Knows the records that a request made or replaced, whose text its journal line and its reply both need, for as long as it is
 * under way. Nothing else is remembered: of what was made, more is found out when it is read.
 */
export function createChangeMemory(changes: readonly Change[]): ConstantMemory {
  const known = new Map<object, Constant | undefined>();
  for (const { after } of changes) if (after) known.set(after, undefined);
  const find = (value: object): Constant | undefined => {
    const found = known.get(value);
    if (found || !known.has(value)) return found;
    const made = { text: JSON.stringify(value), keeps: [] };
    known.set(value, made);
    return made;
  };
  return { find, recall: find, note: () => undefined };
}
