/** A source of text that a test feeds, and that tells when nobody reads it any more. */
export interface Feed extends AsyncIterable<string> {
  readonly push: (text: string) => void;
  readonly fail: (error: Error) => void;
  /** Resolves when its reader has stopped. */
  readonly stopped: Promise<void>;
}

/** Makes a source in which there is nothing yet. */
export function createFeed(): Feed {
  const steps: (IteratorResult<string> | Error)[] = [];
  const events = new EventTarget();
  const add = (step: IteratorResult<string> | Error) => {
    steps.push(step);
    events.dispatchEvent(new Event("step"));
  };
  const next = async (): Promise<IteratorResult<string>> => {
    if (steps.length === 0) await hear(events, "step");
    const step = steps.shift();
    if (step instanceof Error) throw step;
    return step ?? END;
  };
  const stop = async (): Promise<IteratorResult<string>> => {
    events.dispatchEvent(new Event("stop"));
    return END;
  };
  return {
    push: (value) => add({ done: false, value }),
    fail: add,
    stopped: hear(events, "stop"),
    [Symbol.asyncIterator]: () => ({ next, return: stop }),
  };
}

const END = { done: true, value: undefined } as const;

function hear(events: EventTarget, name: string): Promise<void> {
  return new Promise((resolve) => events.addEventListener(name, () => resolve(), { once: true }));
}
