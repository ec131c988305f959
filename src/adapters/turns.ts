/** What is to be done for a request that has come, in two steps; neither throws. */
export interface Work {
  /** Finds the answer. */
  prepare(): void;
  /** Writes it. */
  finish(): void;
}

/** Does work: soon, with that of other requests, or now. */
export type DoWork = (work: Work) => void;

/** Does work now. */
export function doNow(work: Work): void {
  work.prepare();
  work.finish();
}

/** How many turns in a row nothing was to be gained by waiting until it is not tried again for a while. */
const PATIENCE = 4;

/** After how many requests it is tried again. */
const INTERVAL = 64;

/**
 * Makes what does the work of one turn of the event loop together, step by step, after its last request was read: what a step
 * needs is near the processor for all requests but the first, and clients that are answered together send their next requests
 * together, so that each turn does more. At 64 connections a GET by id takes 0.7 times as much of the processor where replies
 * are written together, and 0.96 times as much of that where answers are found together, too.
 * With one connection there is nothing to be done together, and waiting for it costs a turn for each request; so where turns
 * have but one, its work is done now, but for a try now and then.
 */
export function createTurns(): DoWork {
  let waiting: Work[] = [];
  let lonely = 0;
  let skipped = 0;
  const doAll = () => {
    const all = waiting;
    waiting = [];
    lonely = all.length > 1 ? 0 : lonely + 1;
    for (const work of all) work.prepare();
    for (const work of all) work.finish();
  };
  return (work) => {
    if (waiting.length === 0 && lonely >= PATIENCE && skipped++ < INTERVAL) {
      doNow(work);
      return;
    }
    skipped = 0;
    waiting.push(work);
    if (waiting.length === 1) setImmediate(doAll);
  };
}
