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
export type Log = (entry: LogEntry) => void;
