/** In how many parts a deadline is counted. */
const TICKS = 10;

/**
 * Calls back once, after a time in milliseconds, unless it is stopped before. The time is counted in ticks that this process
 * saw: while a machine is asleep, or too busy to let the process run, nobody could have answered it.
 * @returns What stops it.
 */
export function startDeadline(milliseconds: number, onEnd: () => void): () => void {
  let left = TICKS;
  const timer = setInterval(() => {
    left -= 1;
    if (left > 0) return;
    clearInterval(timer);
    onEnd();
  }, milliseconds / TICKS);
  return () => clearInterval(timer);
}
