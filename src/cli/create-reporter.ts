import { styleText } from "node:util";
import { isHeard, type Log, type LogEntry, type LogLevel } from "../emulator/log.js";
import { openStandard } from "./standard-streams.js";

/** Tells the person or the program that runs the command what is going on. */
export interface Reporter {
  readonly json: boolean;
  /** Writes what was asked for to standard output. */
  readonly print: (text: string) => void;
  /** Writes what is worth knowing beside it to standard error, unless its level is less urgent than the reporter's. */
  readonly log: Log;
  /** Sets text off on a terminal, and leaves it as it is anywhere else. */
  readonly style: (format: "bold" | "dim" | "red" | "green" | "yellow", text: string) => string;
}

/** How to tell. */
export interface ReporterOptions {
  /** As JSON, one object a line. */
  readonly json: boolean;
  readonly level: LogLevel;
}

/** Tells by way of the process's own streams. */
export function createReporter({ json, level }: ReporterOptions): Reporter {
  const tell = (entry: LogEntry) => {
    if (!isHeard(log, entry.level)) return;
    openStandard("stderr").write(json ? toJsonLine(entry, level) : toTextLines(entry, level));
  };
  const log: Log = Object.assign(tell, { level });
  return {
    json,
    print: (text) => void openStandard("stdout").write(`${text}\n`),
    log,
    style: (format, text) => (hasColors(openStandard("stdout")) ? styleText(format, text) : text),
  };
}

const COLORS = { error: "red", warn: "yellow", info: "cyan", debug: "gray" } as const;

function toTextLines({ level, message, fields }: LogEntry, threshold: LogLevel): string {
  const label = hasColors(openStandard("stderr")) ? styleText(COLORS[level], level) : level;
  const stack = threshold === "debug" ? findStack(fields) : undefined;
  return `${label}: ${toLine(message)}\n${stack === undefined ? "" : `${stack}\n`}`;
}

function toJsonLine({ level, message, fields }: LogEntry, threshold: LogLevel): string {
  const { error, ...rest } = fields;
  const reason = error instanceof Error ? error.message : error;
  const stack = threshold === "debug" ? findStack(fields) : undefined;
  const told = { event: "log", level, message, ...rest, ...(reason !== undefined && { error: reason }) };
  return `${JSON.stringify({ ...told, ...(stack !== undefined && { stack }) })}\n`;
}

function findStack({ error }: LogEntry["fields"]): string | undefined {
  return error instanceof Error ? error.stack : undefined;
}

/** One entry is one line, whatever a request had in it. */
function toLine(message: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what must not reach a terminal
  return message.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, (character) => JSON.stringify(character).slice(1, -1));
}

/** Also tells what NO_COLOR and FORCE_COLOR ask for, as far as there is a terminal. */
function hasColors(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && stream.hasColors();
}
