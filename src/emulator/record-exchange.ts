import { getOperationName, type Exchange } from "./exchange.js";
import type { Outcome } from "./handle-operation.js";
import type { Injected, Journal, JournalEntry } from "./journal.js";
import type { WrittenReply } from "./write-reply.js";

/** Puts an answered request into its session's journal; what belongs to the control API leaves no trace there. */
export function recordExchange(
  exchange: Exchange,
  { answer, principal, changes, before, after, turn }: Outcome,
  { reply, evidence }: Pick<WrittenReply, "reply" | "evidence">,
  injected: Injected | undefined,
): void {
  const { id, plain, found, session, clock, isBroken = false } = exchange;
  if (found.api?.definition.outsideBehaviours) return;
  const entry: JournalEntry = {
    id,
    session: session.name,
    operation: getOperationName(exchange),
    api: found.api?.name,
    principal,
    clock: { now: clock.now(), frozen: clock.frozen },
    request: plain,
    reply,
    evidence,
    rules: answer.rules,
    injected,
    changes,
    before,
    after,
    turn,
    isBroken,
    notes: changes.length > 0 ? listNotes({ principal, request: plain }, session.journal) : NO_NOTES,
  };
  const isSpoiled = reply.disruption?.malformed && reply.body !== undefined;
  session.journal.add(isSpoiled ? { ...entry, unspoiled: JSON.stringify(answer.body ?? {}) } : entry);
}

const NO_NOTES: readonly string[] = [];

/** Who asked what. */
type Asked = Pick<JournalEntry, "principal" | "request">;

/** What a person should know of an exchange that changed something: that it made once more what one before it made, whose answer was lost. */
function listNotes(entry: Asked, journal: Journal): readonly string[] {
  const repeated = journal.listLost().find((other) => isSameRequest(other, entry));
  if (!repeated) return NO_NOTES;
  return [`repeats ${repeated.id}, which was done and whose answer a fault kept back: what that made is there twice`];
}

function isSameRequest(one: Asked, other: Asked): boolean {
  const { method, url, body } = one.request;
  return (
    one.principal === other.principal &&
    method === other.request.method &&
    url === other.request.url &&
    toText(body) === toText(other.request.body)
  );
}

function toText(body: Uint8Array | string | undefined): string | undefined {
  return typeof body === "object" ? new TextDecoder().decode(body) : body;
}
