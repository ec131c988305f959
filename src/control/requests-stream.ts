import type { BehaviourReply, OutsideBehaviour, OutsideCall } from "../emulator/behaviour.js";
import type { Emulator } from "../emulator/emulator.js";
import type { JournalEntry } from "../emulator/journal.js";
import { CONTROL_RULES } from "./control-reply.js";
import { createEventQueue } from "./event-queue.js";
import { isSelected, listAfter, readFilter } from "./select-requests.js";
import { LIST_BODY_LIMIT, showExchange } from "./show-exchange.js";

/** A session's journal as it grows, as server-sent events. */
export function defineRequestsStream(emulator: Emulator) {
  return { streamRequests: (call) => streamRequests(emulator, call) } satisfies Record<string, OutsideBehaviour>;
}

/** A reader that comes back says which one it heard last, and hears first what it missed. */
function streamRequests(emulator: Emulator, call: OutsideCall): BehaviourReply {
  const { session, params } = call;
  const filter = readFilter(call);
  const last = params.header["last-event-id"];
  const known = typeof last === "string" ? listAfter(session, last) : [];
  // All that is remembered, where the last one that was heard is not: too much is better than a gap.
  const missed = known ?? session.journal.list();
  const stream: AsyncIterable<string> = {
    [Symbol.asyncIterator]() {
      const queue = createEventQueue();
      const write = (entry: JournalEntry) => {
        if (isSelected(entry, filter)) queue.push(toEvent(emulator, entry));
      };
      queue.push(known ? ": listening\n\n" : ": some requests were forgotten\n\n");
      for (const entry of missed) write(entry);
      queue.onEnd(session.journal.listen(write));
      return queue;
    },
  };
  const headers = { "cache-control": "no-store", "content-type": "text/event-stream; charset=utf-8" };
  return { status: 200, headers, stream, rules: CONTROL_RULES };
}

function toEvent(emulator: Emulator, entry: JournalEntry): string {
  const data = JSON.stringify({ schemaVersion: 1, request: showExchange(emulator, entry, LIST_BODY_LIMIT) });
  return `id: ${entry.id}\nevent: request\ndata: ${data}\n\n`;
}
