/** Who may touch the files, one after the other. */
export interface Turns {
  /** Runs what is to be run soon, once for all who ask in one turn of the event loop. */
  ask(): void;
  /** Waits for a turn, which lasts until the function that it gives is called. */
  take(): Promise<() => void>;
  /** Whether nobody has a turn or has asked for one. */
  readonly isFree: boolean;
  /** Resolves once nothing is under way and nothing is wanted. */
  end(): Promise<void>;
}

/** Gives turns to a function that never fails, again and again as long as it is wanted. */
export function createTurns(run: () => Promise<void>, isWanted: () => boolean): Turns {
  let current: Promise<void> | undefined;
  let isAsked = false;
  const getCurrent = () => current;

  const ask = (): void => {
    if (isAsked || current) return;
    isAsked = true;
    // Not in a microtask: all that arrived together, on whatever connections, is to be there.
    setImmediate(() => {
      isAsked = false;
      if (!current && isWanted()) current = occupy(run());
    });
  };
  const occupy = async (turn: Promise<void>): Promise<void> => {
    await turn;
    current = undefined;
    if (isWanted()) ask();
  };
  return {
    ask,
    async take() {
      while (getCurrent()) await getCurrent();
      let release: (() => void) | undefined;
      const turn = new Promise<void>((resolve) => {
        release = resolve;
      });
      current = occupy(turn);
      return () => release?.();
    },
    get isFree() {
      return !current && !isWanted();
    },
    async end() {
      while (getCurrent() || isWanted()) {
        current ??= occupy(run());
        await current;
      }
    },
  };
}
