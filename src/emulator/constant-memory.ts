import type { Validate } from "../openapi/schema-validator.js";

/** What was found of data that never changes, such as a record. */
export interface Constant {
  /** Its JSON text. */
  readonly text: string;
  /** The schemas that it was found to keep. */
  readonly keeps: Validate[];
}

/** What is known of values that never change. */
export interface ConstantMemory {
  /** What is known of a value, found out now if need be; `undefined` for one that may change. */
  find(value: object): Constant | undefined;
  /** What is known already. */
  recall(value: object): Constant | undefined;
  /** Takes note of what was found out elsewhere. */
  note(value: object, known: Constant): void;
}

/** How many UTF-16 units of text are remembered at most; the newest half of them surely. */
const MOST_TEXT = 8 * 1_048_576;

/** A text longer than this is made anew each time. */
const LONGEST_TEXT = MOST_TEXT / 16;

/**
 * Remembers of records how they are written, and that they keep their schemas: a World's records are frozen to the bottom
 * and are replaced, never changed, so what was found of one holds for as long as it is there.
 */
export function createConstantMemory(): ConstantMemory {
  // Two halves: when the newer one is full it becomes the older one, whose values are forgotten unless they are asked for.
  let newer = new Map<object, Constant>();
  let older = new Map<object, Constant>();
  let size = 0;
  const note = (value: object, known: Constant) => {
    if (known.text.length > LONGEST_TEXT) return;
    if (size + known.text.length > MOST_TEXT / 2) {
      older = newer;
      newer = new Map();
      size = 0;
    }
    newer.set(value, known);
    size += known.text.length;
  };
  const recall = (value: object) => {
    const known = newer.get(value);
    if (known) return known;
    const aging = older.get(value);
    if (aging) note(value, aging);
    return aging;
  };
  return {
    recall,
    note,
    find(value) {
      const known = recall(value);
      if (known) return known;
      if (!isConstant(value)) return undefined;
      const found = { text: JSON.stringify(value), keeps: [] };
      note(value, found);
      return found;
    },
  };
}

/** Whether a value can't change: plain data, frozen to the bottom, without a getter in it. */
function isConstant(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return typeof value !== "function";
  if (!Object.isFrozen(value) || !isPlain(value)) return false;
  return Object.values(Object.getOwnPropertyDescriptors(value)).every(
    (property) => "value" in property && isConstant(property.value),
  );
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null;
}
