/** Levels of log entries, most urgent first. */
export const LOG_LEVELS = ["error", "warn", "info", "debug"] as const;

/** One of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Something worth telling the person who runs the stand-in. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
  /** What it is about, as plain data. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Takes log entries; what becomes of them is its own affair. */
export interface Log {
  (entry: LogEntry): void;
  /** The least urgent level that anybody hears; where it is not told, all may be heard. */
  readonly level?: LogLevel;
}

/** A log that nobody reads. */
export const silence: Log = Object.assign(() => {}, { level: "error" as const });

/** Whether an entry of a level is heard by anybody. */
export function isHeard({ level: threshold = "debug" }: Log, level: LogLevel): boolean {
  return LOG_LEVELS.indexOf(level) <= LOG_LEVELS.indexOf(threshold);
}
