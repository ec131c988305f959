import type { JournalEntry } from "./journal.js";

/** An entry as a journal keeps it: compact, or as it came when it has what few have. */
export type KeptEntry = CompactEntry | JournalEntry;

/**
 * A form of an entry that is cheap to keep: one flat object, which shares with the entry before it what is the same there.
 * What a journal keeps outlives the garbage collector's first looks and is copied by each; before this, and before drafts
 * were classes, that was two fifths of the time of a read.
 */
export function compactEntry(entry: JournalEntry, previous: KeptEntry | undefined): KeptEntry {
  const { request, reply, injected, isBroken, notes } = entry;
  const isRare = injected !== undefined || isBroken || notes.length > 0;
  const hasRarePart = request.api !== undefined || request.bodyTooLarge === true || reply.stream !== undefined;
  if (isRare || hasRarePart) return entry;
  return new CompactEntry(entry, previous instanceof CompactEntry ? previous : undefined);
}

/** The entry that was made compact. */
export function expandEntry(kept: KeptEntry): JournalEntry {
  return kept instanceof CompactEntry ? kept.expand() : kept;
}

/** What request and reply have in bodies, in UTF-16 units and bytes: an estimate that costs nothing. */
export function getBodySize(kept: KeptEntry): number {
  if (kept instanceof CompactEntry) return (kept.sent?.length ?? 0) + (kept.given?.length ?? 0);
  return (kept.request.body?.length ?? 0) + (kept.reply.body?.length ?? 0);
}

type Headers = JournalEntry["request"]["headers"];

class CompactEntry {
  readonly id: string;
  readonly sent: JournalEntry["request"]["body"];
  readonly given: JournalEntry["reply"]["body"];
  readonly #session: JournalEntry["session"];
  readonly #operation: JournalEntry["operation"];
  readonly #api: JournalEntry["api"];
  readonly #principal: JournalEntry["principal"];
  readonly #evidence: JournalEntry["evidence"];
  readonly #rules: JournalEntry["rules"];
  readonly #changes: JournalEntry["changes"];
  readonly #before: JournalEntry["before"];
  readonly #after: JournalEntry["after"];
  readonly #turn: number;
  readonly #now: number;
  readonly #isFrozen: boolean;
  readonly #method: string;
  readonly #url: string;
  readonly #remoteAddress: string | undefined;
  readonly #sentHeaders: Headers;
  readonly #status: number;
  /** Its request id is that of the entry with which it is shared. */
  readonly #givenHeaders: JournalEntry["reply"]["headers"];

  constructor(entry: JournalEntry, previous: CompactEntry | undefined) {
    const { request, reply } = entry;
    this.id = entry.id;
    this.sent = request.body;
    this.given = reply.body;
    this.#session = entry.session;
    this.#operation = entry.operation;
    this.#api = entry.api;
    this.#principal = entry.principal;
    this.#evidence = entry.evidence;
    this.#rules = previous && isSameList(entry.rules, previous.#rules) ? previous.#rules : entry.rules;
    this.#changes = entry.changes.length === 0 ? NO_CHANGES : entry.changes;
    this.#before = entry.before;
    this.#after = entry.after;
    this.#turn = entry.turn;
    this.#now = entry.clock.now;
    this.#isFrozen = entry.clock.frozen;
    this.#method = request.method;
    this.#url = request.url;
    this.#remoteAddress = request.remoteAddress;
    this.#sentHeaders = previous ? share(request.headers, previous.#sentHeaders) : request.headers;
    this.#status = reply.status;
    this.#givenHeaders = previous ? share(reply.headers, previous.#givenHeaders) : reply.headers;
  }

  expand(): JournalEntry {
    return {
      id: this.id,
      session: this.#session,
      operation: this.#operation,
      api: this.#api,
      principal: this.#principal,
      clock: { now: this.#now, frozen: this.#isFrozen },
      request: {
        method: this.#method,
        url: this.#url,
        headers: this.#sentHeaders,
        body: this.sent,
        ...(this.#remoteAddress !== undefined && { remoteAddress: this.#remoteAddress }),
      },
      reply: {
        status: this.#status,
        headers: { ...this.#givenHeaders, [ID_HEADER]: this.id },
        body: this.given,
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

const ID_HEADER = "x-standin-request-id";
const NO_CHANGES: JournalEntry["changes"] = [];

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, at) => item === other[at]);
}

/** The other headers if they are the same in the same order, but for the id of the request. */
function share<Kind extends Headers>(headers: Kind, other: Kind): Kind {
  const [names, otherNames] = [Object.keys(headers), Object.keys(other)];
  const isSame = (name: string, at: number) =>
    name === otherNames[at] && (headers[name] === other[name] || name === ID_HEADER);
  return names.length === otherNames.length && names.every(isSame) ? other : headers;
}
