import { toReason } from "./state-file-error.js";
import type { Turns } from "./state-file-turns.js";
import type { StatePair, TakeTurn } from "./state-pair.js";

/** When the whole is written. */
export interface CheckpointLimits {
  /** How many bytes the journal may have in any case; it may have as many as the state file, too. */
  readonly bytes: number;
  /** After so many milliseconds in which nothing was kept, and one more for each kB of the state file. */
  readonly idle: number;
}

/** What is used unless something else is asked for: 64 MiB, two seconds. */
export const CHECKPOINT_LIMITS: CheckpointLimits = { bytes: 64 * 1_048_576, idle: 2000 };

/** No state waits longer than this, in milliseconds, to be written on idle; nor one that could not be written to be tried again. */
const LONGEST_WAIT = 60_000;

/** What checkpoints are made with. */
export interface CheckpointsParts {
  readonly path: string;
  readonly pair: StatePair;
  readonly turns: Turns;
  readonly limits: CheckpointLimits;
  readonly log: (message: string, level: "info" | "error") => void;
}

/** Writes the whole now and then, while steps go on. */
export interface Checkpoints {
  /**
   * Something was kept: begins a checkpoint if the journal has grown enough, or as soon as nothing more comes. Whoever calls
   * this has the turn, and has put all into the journal that was told.
   */
  notice(): void;
  /** Gives up what is being written. */
  abort(): void;
  /** The same, and waits until it touches no file that whoever has the turn may want. */
  stop(): Promise<void>;
  /** Writes the whole a last time if the journal has something. Nothing else may be under way. */
  end(): Promise<void>;
}

/** A checkpoint under way. */
interface Current {
  readonly abort: AbortController;
  /** Resolves when it waits for its turn, or is over. */
  readonly isWritten: Promise<void>;
  readonly isOver: Promise<void>;
}

/** Starts with none. */
export function createCheckpoints(parts: CheckpointsParts): Checkpoints {
  const { path, pair, turns, limits, log } = parts;
  let current: Current | undefined;
  let timer: NodeJS.Timeout | undefined;
  let lastKept = 0;
  let notBefore = 0;

  const tellFailure = (error: unknown): void => {
    notBefore = Date.now() + LONGEST_WAIT;
    log(`could not write the state file ${path} whole, and will try again: ${toReason(error)}. ${IN_JOURNAL}`, "error");
  };
  const begin = (): void => {
    current = beginCheckpoint(parts, tellFailure, () => (current = undefined));
  };
  const getIdleTime = (): number => Math.min(limits.idle + pair.sizes.whole / 1000, LONGEST_WAIT);
  const waitForIdle = (milliseconds: number): void => {
    timer = setTimeout(() => {
      const rest = Math.max(lastKept + getIdleTime(), notBefore) - Date.now();
      if (rest > 0 || current || !turns.isFree) return waitForIdle(Math.max(rest, 10));
      timer = undefined;
      if (pair.sizes.journal > 0) begin();
    }, milliseconds).unref();
  };
  return {
    notice() {
      lastKept = Date.now();
      const { journal, whole } = pair.sizes;
      if (journal > Math.max(limits.bytes, whole) && !current && lastKept >= notBefore) begin();
      if (timer === undefined) waitForIdle(getIdleTime());
    },
    abort: () => current?.abort.abort(),
    async stop() {
      current?.abort.abort();
      await current?.isWritten;
    },
    async end() {
      clearTimeout(timer);
      current?.abort.abort();
      await current?.isOver;
      if (!pair.takeWhole || pair.sizes.journal === 0) return;
      try {
        await pair.writeWhole(new AbortController().signal, hasTurn);
      } catch (error) {
        log(`could not write the state file ${path} whole at the end: ${toReason(error)}. ${IN_JOURNAL}`, "error");
      }
    },
  };
}

const IN_JOURNAL = "All that was kept is in its journal, which the next start reads";

/** For those who have the turn. */
export const hasTurn: TakeTurn = () => Promise.resolve(() => undefined);

function beginCheckpoint(
  { pair, turns }: CheckpointsParts,
  tellFailure: (error: unknown) => void,
  tellEnd: () => void,
): Current {
  const abort = new AbortController();
  let tellWritten: (() => void) | undefined;
  const isWritten = new Promise<void>((resolve) => {
    tellWritten = resolve;
  });
  const takeTurn: TakeTurn = () => {
    tellWritten?.();
    return turns.take();
  };
  const run = async () => {
    try {
      await pair.writeWhole(abort.signal, takeTurn);
    } catch (error) {
      if (!abort.signal.aborted) tellFailure(error);
    } finally {
      tellWritten?.();
      tellEnd();
    }
  };
  return { abort, isWritten, isOver: run() };
}
