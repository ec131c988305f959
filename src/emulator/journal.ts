import type { Evidence } from "../openapi/evidence.js";
import type { Change, Mark } from "../world/world.js";
import type { Strike } from "./faults.js";
import { createKeptEntries } from "./kept-entries.js";
import type { PlainReply, PlainRequest } from "./message.js";

/** A request that was answered, and all that can be told of it. Credentials and secrets in it are as they were sent. */
export interface JournalEntry {
  /** As in `x-standin-request-id`. */
  readonly id: string;
  /** Name of the session; `undefined` for the base. */
  readonly session: string | undefined;
  /** `api.operationId`; `undefined` when none was found. */
  readonly operation: string | undefined;
  /** Name of the API, where one was found. */
  readonly api: string | undefined;
  /** Name of the principal, where one was accepted. */
  readonly principal: string | undefined;
  /** The one reading of the session's clock by which it was answered. */
  readonly clock: { readonly now: number; readonly frozen: boolean };
  readonly request: PlainRequest;
  readonly reply: PlainReply;
  /** The reply's body before a fault spoiled it. */
  readonly unspoiled?: string;
  /** `undefined` for an injected answer. */
  readonly evidence: Evidence | undefined;
  /** Ids of the rules that decided the answer. */
  readonly rules: readonly string[];
  /** What was done to it that the API would not have done; such an answer is evidence of nothing. */
  readonly injected: Injected | undefined;
  /** What it changed, record by record. */
  readonly changes: readonly Change[];
  /** The World as it was before it, and after it. */
  readonly before: Mark;
  readonly after: Mark;
  /** Its place in the order in which requests came to their Worlds, whatever session they are of. */
  readonly turn: number;
  /** Whether only the adapter knew what was wrong with it: it never came to an API. */
  readonly isBroken: boolean;
  /** What a person should know, such as that it repeats one whose answer was lost. */
  readonly notes: readonly string[];
}

/** Who had a hand in an answer: a request's own `Prefer` or `x-standin-delay`, or armed faults. */
export interface Injected {
  readonly by: "prefer" | "fault";
  /** Ids of the faults. */
  readonly faults: readonly string[];
  /** What was done, in words. */
  readonly effects: readonly string[];
  /** Whether the caller never heard what the operation answered. */
  readonly hidesAnswer: boolean;
  /** The faults as they struck. */
  readonly strikes: readonly Strike[];
}

/** The newest answered requests of one session, in their order. */
export interface Journal {
  readonly limits: JournalLimits;
  /** How many were forgotten because of the limits. */
  readonly forgotten: number;
  add(entry: JournalEntry): void;
  list(): readonly JournalEntry[];
  find(id: string): JournalEntry | undefined;
  /** Those that changed something and whose answer a fault kept back. */
  listLost(): readonly JournalEntry[];
  /** Forgets all; gives how many there were. */
  clear(): number;
  /** Calls for each entry from now on, until the function that it gives back is called. */
  listen(listener: (entry: JournalEntry) => void): () => void;
}

/** How much a journal keeps. */
export interface JournalLimits {
  readonly count: number;
  /** Of bodies, in bytes (counted as UTF-16 halves: an estimate that costs nothing). */
  readonly bytes: number;
}

/** What is kept unless something else is asked for: 1,000 requests, 16 MiB of bodies. */
export const JOURNAL_LIMITS: JournalLimits = { count: 1000, bytes: 16 * 1_048_576 };

/** How many lost answers are remembered; a client that retries does so soon. */
const MOST_LOST = 100;

/** Starts empty. */
export function createJournal(limits: JournalLimits = JOURNAL_LIMITS): Journal {
  const entries = createKeptEntries(limits);
  let lost: readonly JournalEntry[] = [];
  const listeners = new Set<(entry: JournalEntry) => void>();
  return {
    limits,
    get forgotten() {
      return entries.forgotten;
    },
    add(entry) {
      entries.add(entry);
      if (isLost(entry)) lost = [...lost, entry].slice(-MOST_LOST);
      for (const listener of listeners) listener(entry);
    },
    list: () => entries.list(),
    listLost: () => lost,
    find: (id) => entries.find(id),
    clear() {
      const { size } = entries;
      entries.clear();
      lost = [];
      return size;
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isLost({ injected, changes }: JournalEntry): boolean {
  return changes.length > 0 && injected?.by === "fault" && injected.hidesAnswer;
}
