/** Texts on their way to a reader who takes one after the other, and may go away at any time. */
export interface EventQueue extends AsyncIterator<string, undefined> {
  push(text: string): void;
  /** What is to be done once the reader is gone. */
  onEnd(end: () => void): void;
  return(): Promise<IteratorReturnResult<undefined>>;
}

/** How often a reader hears that the stream is still there, in milliseconds; proxies cut a silent one after a minute or less. */
export const HEARTBEAT = 15_000;

/** How many texts wait for a slow reader; older ones are left out then, and it is told. */
const MOST_WAITING = 1000;

/**
 * Makes a queue. It is no generator because a generator that waits for its next text hears only after that one that its
 * reader went away, and the next one may never come.
 */
export function createEventQueue(): EventQueue {
  let waiting: string[] = [];
  let leftOut = 0;
  let wake: (() => void) | undefined;
  let ended = false;
  let atEnd: (() => void) | undefined;
  const take = (): string | undefined => {
    if (leftOut === 0) return waiting.shift();
    const told = `: ${leftOut} events were left out\n\n`;
    leftOut = 0;
    return told;
  };
  const waitForMore = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => wake?.(), HEARTBEAT);
      wake = () => {
        clearTimeout(timer);
        wake = undefined;
        resolve();
      };
    });
  return {
    push(text) {
      waiting.push(text);
      if (waiting.length > MOST_WAITING) {
        waiting = waiting.slice(1);
        leftOut++;
      }
      wake?.();
    },
    onEnd(end) {
      atEnd = end;
    },
    async next() {
      if (ended) return { done: true, value: undefined };
      const ready = take();
      if (ready !== undefined) return { done: false, value: ready };
      await waitForMore();
      if (isOver()) return { done: true, value: undefined };
      return { done: false, value: take() ?? ": heartbeat\n\n" };
    },
    return() {
      ended = true;
      atEnd?.();
      wake?.();
      return Promise.resolve({ done: true, value: undefined });
    },
  };

  /** Asked anew after waiting, when it may have changed. */
  function isOver(): boolean {
    return ended;
  }
}
