import type { ApiDraft } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import type { RateWindowRecord } from "./supervity-records.js";

/** How many requests a caller may make within {@link WINDOW}. */
const LIMIT = 60;

/** One minute, in milliseconds. */
const WINDOW = 60_000;

/**
 * Counts a request of a caller in a window that slides with the World's clock (S-RATE).
 * A request that is refused, here or later, is undone with everything else and so does not count.
 * @throws Problem `rate-limited` with `retry-after` in seconds.
 */
export function countRequest(world: ApiDraft, caller: string): void {
  const windows = world.collection<RateWindowRecord>("rateWindows");
  const known = windows.find(caller);
  const recent = (known?.acceptedAt ?? []).filter((instant) => instant > world.now - WINDOW);
  const [oldest] = recent;
  if (oldest !== undefined && recent.length >= LIMIT) {
    const seconds = Math.ceil((oldest + WINDOW - world.now) / 1000);
    throw new Problem("rate-limited", { headers: { "retry-after": String(seconds) } });
  }
  const counted = { caller, acceptedAt: [...recent, world.now] };
  if (known) windows.replace(counted);
  else windows.insert(counted);
}
