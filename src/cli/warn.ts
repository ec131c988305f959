import type { Log } from "../emulator/log.js";

/** What is worth a warning at the start. */
export interface Worries {
  /** What of the state does not fit, one sentence each. */
  readonly complaints: readonly string[];
  /** Where the stand-in listens. */
  readonly host: string;
}

/** How many complaints are told one by one. */
const MOST_TOLD = 20;

/** Warns of records that do not fit, and of callers from elsewhere. */
export function warn({ complaints, host }: Worries, log: Log): void {
  for (const complaint of complaints.slice(0, MOST_TOLD)) {
    log({ level: "warn", message: `kept, but does not fit any more: ${complaint}`, fields: {} });
  }
  const untold = complaints.length - MOST_TOLD;
  if (untold > 0) log({ level: "warn", message: `and ${untold} more records do not fit any more`, fields: { untold } });
  if (isLoopback(host)) return;
  const message = `${host} can be reached from other machines, and the development keys are public knowledge: whoever reaches the port may do everything`;
  log({ level: "warn", message, fields: { host } });
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}
