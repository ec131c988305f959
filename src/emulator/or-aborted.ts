/** What a promise gives, or a rejection with the signal's reason if that comes first. */
export function orAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(getReason(signal));
    signal.addEventListener("abort", onAbort);
    void promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
    if (signal.aborted) onAbort();
  });
}

function getReason({ reason }: AbortSignal): Error {
  return reason as Error; // the platform's own, or whatever its owner chose in place of one
}
