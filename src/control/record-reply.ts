import type { Emulator } from "../emulator/emulator.js";
import type { JournalEntry } from "../emulator/journal.js";
import { parseJson, type Json } from "../openapi/json.js";
import type { RecordedReply } from "./recording-format.js";
import { redactExchange } from "./show-exchange.js";

/** A reply as a recording has it. The same reply is always recorded the same, so that what is recorded can be compared. */
export function recordReply(emulator: Pick<Emulator, "apis">, entry: JournalEntry): RecordedReply {
  const { givenHeaders, given, scrub } = redactExchange(emulator, entry);
  const { status, body, disruption } = entry.reply;
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
