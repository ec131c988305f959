/**
 * Resolves with the exit code once the process is asked to end: 130 when interrupted, 0 when told to terminate.
 * Asked a second time, the process ends at once.
 */
export function waitForSignal(): Promise<number> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = (code: number): void => {
      if (asked) process.exit(code);
      asked = true;
      resolve(code);
    };
    process.on("SIGINT", () => onSignal(130));
    process.on("SIGTERM", () => onSignal(0));
  });
}
