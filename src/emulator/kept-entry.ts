import type { JournalEntry } from "./journal.js";
import { ID_HEADER, type Sharing } from "./sharing.js";

/**
 * A place in a journal, whose entry gives way to a newer one in time. What a journal keeps outlives the garbage collector's
 * first looks and is copied by each, and what has moved to the old generation by then makes the process grow: so a place is
 * one flat object that is used again and again, and what is the same in many entries is kept once.
 */
export class KeptEntry {
  #id = "";
  #session: JournalEntry["session"];
  #operation: JournalEntry["operation"];
  #api: JournalEntry["api"];
  #principal: JournalEntry["principal"];
  #evidence: JournalEntry["evidence"];
  #rules: JournalEntry["rules"] = NONE;
  #changes: JournalEntry["changes"] = NONE;
  #before: JournalEntry["before"] = NOWHERE;
  #after: JournalEntry["after"] = NOWHERE;
  #turn = 0;
  #now = 0;
  #isFrozen = false;
  #method = "";
  #url = "";
  #remoteAddress: string | undefined;
  #sentHeaders: JournalEntry["request"]["headers"] = NO_HEADERS;
  #sent: JournalEntry["request"]["body"];
  #status = 0;
  /** Its request id is that of the entry with which it is shared. */
  #givenHeaders: JournalEntry["reply"]["headers"] = NO_HEADERS;
  #given: JournalEntry["reply"]["body"];
  /** The entry as it came, when it has what few have; then nothing else is kept of it but its id. */
  #whole: JournalEntry | undefined;

  get id(): string {
    return this.#id;
  }

  /** Takes in an entry in the place of the one that was here. */
  keep(entry: JournalEntry, sharing: Sharing): void {
    const { request, reply } = entry;
    const isWhole = hasRarePart(entry);
    if (isWhole) this.forget();
    this.#whole = isWhole ? entry : undefined;
    this.#id = entry.id;
    this.#sent = request.body;
    this.#given = reply.body;
    if (isWhole) return;
    this.#session = entry.session;
    this.#operation = entry.operation;
    this.#api = entry.api;
    this.#principal = entry.principal;
    this.#evidence = entry.evidence;
    this.#rules = sharing.rules(entry.rules);
    this.#changes = entry.changes.length === 0 ? NONE : entry.changes;
    this.#before = entry.before;
    this.#after = entry.after;
    this.#turn = entry.turn;
    this.#now = entry.clock.now;
    this.#isFrozen = entry.clock.frozen;
    this.#method = request.method;
    this.#url = sharing.url(request.url);
    this.#remoteAddress = request.remoteAddress;
    this.#sentHeaders = sharing.sentHeaders(request.headers);
    this.#status = reply.status;
    this.#givenHeaders = sharing.givenHeaders(reply.headers);
  }

  /** Lets go of what was kept here. */
  forget(): void {
    this.#id = "";
    this.#url = "";
    this.#sent = this.#given = this.#whole = undefined;
    this.#changes = NONE;
    this.#before = this.#after = NOWHERE;
    this.#sentHeaders = this.#givenHeaders = NO_HEADERS;
  }

  /** The entry that is kept here. It stays as it is when this place is used again. */
  toEntry(): JournalEntry {
    if (this.#whole) return this.#whole;
    return {
      id: this.#id,
      session: this.#session,
      operation: this.#operation,
      api: this.#api,
      principal: this.#principal,
      clock: { now: this.#now, frozen: this.#isFrozen },
      request: {
        method: this.#method,
        url: this.#url,
        headers: this.#sentHeaders,
        body: this.#sent,
        ...(this.#remoteAddress !== undefined && { remoteAddress: this.#remoteAddress }),
      },
      reply: {
        status: this.#status,
        headers: { ...this.#givenHeaders, [ID_HEADER]: this.#id },
        body: this.#given,
      },
      evidence: this.#evidence,
      rules: this.#rules,
      injected: undefined,
      changes: this.#changes,
      before: this.#before,
      after: this.#after,
      turn: this.#turn,
      isBroken: false,
      notes: [],
    };
  }
}

const NONE: readonly never[] = [];
const NO_HEADERS = {};
const NOWHERE: JournalEntry["before"] = { idSequence: 0 };

/** Whether an entry has what has no place here. */
function hasRarePart({ request, reply, injected, isBroken, notes }: JournalEntry): boolean {
  if (injected !== undefined || isBroken || notes.length > 0) return true;
  return request.api !== undefined || request.bodyTooLarge === true || reply.stream !== undefined;
}
