import type { Emulator } from "../emulator/emulator.js";
import type { JournalEntry } from "../emulator/journal.js";
import { parseJson, type Json } from "../openapi/json.js";
import type { RecordedReply } from "./recording-format.js";
import { redactExchange } from "./show-exchange.js";

/** The parts of an exchange without their secrets. */
export type RedactedExchange = ReturnType<typeof redactExchange>;

/**
 * An exchange as a recording looks at it: a body that a fault spoiled, of which nobody could say what is secret, is what
 * it was before. That it was spoiled is told beside it.
 */
export function redactRecorded(emulator: Pick<Emulator, "apis">, entry: JournalEntry): RedactedExchange {
  const { reply, unspoiled } = entry;
  return redactExchange(emulator, unspoiled === undefined ? entry : { ...entry, reply: { ...reply, body: unspoiled } });
}

/** A reply as a recording has it. The same reply is always recorded the same, so that what is recorded can be compared. */
export function recordReply(
  { reply, unspoiled }: JournalEntry,
  { givenHeaders, given, scrub }: RedactedExchange,
): RecordedReply {
  const { status, disruption } = reply;
  const body = unspoiled ?? reply.body;
  const headers = scrub(givenHeaders.shown) as Record<string, string>; // What was texts before is texts after.
  const text = body === undefined ? undefined : toRedactedText(body, given.shown, scrub);
  return { status, headers, ...(text !== undefined && { body: text }), ...(disruption && { disruption }) };
}

/** The very text, unless there is something in it that is nobody's business. */
export function toRedactedText(text: string, shown: Json | undefined, scrub: (value: Json) => Json): string {
  const redacted = scrub(shown ?? text);
  try {
    return JSON.stringify(redacted) === JSON.stringify(parseJson(text)) ? text : JSON.stringify(redacted);
  } catch (error) {
    if (error instanceof SyntaxError) return typeof redacted === "string" ? redacted : JSON.stringify(redacted);
    throw error;
  }
}
