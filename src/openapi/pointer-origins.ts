import { joinPointer, splitPointer, type Pointer } from "./reference.js";

/** Where the parts of a document stood before it was rewritten. */
export interface PointerOrigins {
  /** Says that what is now at a pointer, with all below it, stood at another. */
  move(now: Pointer, before: Pointer): void;
  /** Says that a new object has taken the place `before`, which has the one that stood there at `now`. */
  wrap(now: Pointer, before: Pointer): void;
  /** Where that which is at a pointer now stood before. */
  toBefore(now: Pointer): Pointer;
  /** Where that which stood at a pointer is now; of what is there twice, the first. */
  toNow(before: Pointer): Pointer;
}

/** Begins with everything at its place. */
export function createPointerOrigins(): PointerOrigins {
  const origins = new Map<Pointer, Pointer>();
  const moved = new Map<Pointer, Pointer>();
  const wrapped = new Set<Pointer>();
  return {
    move(now, before) {
      origins.set(now, before);
      if (!moved.has(before)) moved.set(before, now);
    },
    wrap(now, before) {
      origins.set(now, before);
      moved.set(before, now);
      wrapped.add(before);
    },
    toBefore: (now) => follow(origins, now),
    // What refers to the whole means what has taken its place.
    toNow: (before) => (wrapped.has(before) ? before : follow(moved, before)),
  };
}

/** Replaces the longest beginning of a pointer that was moved. */
function follow(moves: ReadonlyMap<Pointer, Pointer>, pointer: Pointer): Pointer {
  if (moves.size === 0) return pointer;
  const steps = splitPointer(pointer);
  for (let kept = steps.length; kept > 0; kept--) {
    const target = moves.get(joinPointer("", ...steps.slice(0, kept)));
    if (target !== undefined) return joinPointer(target, ...steps.slice(kept));
  }
  return pointer;
}
