/** Something that is listened to. */
export interface Watched {
  /** When it was heard last, by `performance.now()`. */
  heardAt: number;
  /** It was not heard for too long. */
  fallSilent(): void;
}

/** Tells those of whom nothing was heard for some time. */
export interface SilenceWatch {
  /** Watches something from now on; gives what time it is. */
  add(watched: Watched): number;
  remove(watched: Watched): void;
}

/**
 * Makes a watch that allows so many milliseconds of silence. One timer serves all, and goes on while there is anybody to
 * watch: a timer for each request, which is over before it could ring, costs as much as to read its body.
 */
export function createSilenceWatch(allowed: number): SilenceWatch {
  const all = new Set<Watched>();
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    timer = undefined;
    const now = performance.now();
    let next = allowed;
    for (const watched of all) {
      const rest = watched.heardAt + allowed - now;
      if (rest <= 0) judge(watched, all);
      else next = Math.min(next, rest);
    }
    if (all.size > 0) timer = setTimeout(look, Math.max(1, next)).unref();
  };
  return {
    add(watched) {
      all.add(watched);
      // What is watched keeps the process alive by itself, as long as it is there.
      timer ??= setTimeout(look, allowed).unref();
      return performance.now();
    },
    remove(watched) {
      all.delete(watched);
    },
  };
}

/** Where we were busy ourselves, what came meanwhile is read only after the timer. */
function judge(watched: Watched, all: ReadonlySet<Watched>): void {
  const before = watched.heardAt;
  setImmediate(() => {
    if (all.has(watched) && watched.heardAt === before) watched.fallSilent();
  });
}
