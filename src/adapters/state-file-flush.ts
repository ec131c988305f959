/** Runs one flush at a time, and one for all who ask meanwhile. */
export interface SharedFlush<Source> {
  /** Resolves or rejects as the first flush that begins after this call; it is given the source named last. */
  readonly request: (source: Source) => Promise<void>;
  /** Resolves once all that was asked for has ended, well or not. */
  readonly settle: () => Promise<void>;
}

/** Makes many requests share few flushes. */
export function createSharedFlush<Source>(flush: (source: Source) => Promise<void>): SharedFlush<Source> {
  let current: Promise<void> = Promise.resolve();
  let next: { source: Source; readonly done: Promise<void> } | undefined;

  function request(source: Source): Promise<void> {
    if (next === undefined) next = { source, done: current.then(begin, begin) };
    else next.source = source;
    return next.done;
  }

  async function begin(): Promise<void> {
    if (next === undefined) return;
    const { source, done } = next;
    current = done;
    next = undefined;
    await flush(source);
  }

  async function settle(): Promise<void> {
    await Promise.allSettled([next?.done ?? current]);
  }

  return { request, settle };
}
