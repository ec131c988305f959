import type { Clock } from "../world/clock.js";
import type { FrozenWorld, World } from "../world/world.js";
import { JOURNAL_LIMITS, type JournalLimits } from "./journal.js";
import type { Keeper } from "./keeper.js";
import { Problem } from "./problem.js";
import { createSession, returnToMoment, takeMoment, type Session } from "./session.js";
import type { SessionSelector } from "./session-selector.js";
import type { Snapshots } from "./snapshots.js";

/** The sessions of one emulator: the base, and those that requests have named. */
export interface Sessions {
  readonly base: Session;
  readonly limits: SessionLimits;
  /**
   * The session that a request names, the base where it names none. At first use it is forked from the base, or from the
   * snapshot that is named with it. @throws Problem when there is no such snapshot, or there are too many sessions.
   */
  enter(selector: SessionSelector | undefined): Session;
  find(name: string): Session | undefined;
  /** All but the base, the one used last at the end. */
  list(): readonly ListedSession[];
  /** Goes on with sessions that were kept. */
  thaw(frozen: Readonly<Record<string, FrozenWorld>>): void;
  /** Ends the session of that name, if there is one. */
  remove(name: string): Promise<void>;
}

/** A session with its life. Instants are by the base's clock, in milliseconds since 1970. */
export interface ListedSession {
  readonly session: Session;
  readonly createdAt: number;
  readonly usedAt: number;
}

/** How many sessions there may be, and how long an unused one lives by the base's clock. */
export interface SessionLimits {
  readonly count: number;
  readonly milliseconds: number;
}

/** What holds unless something else is asked for: 1,000 sessions, an hour. */
const SESSION_LIMITS: SessionLimits = { count: 1000, milliseconds: 3_600_000 };

/** What sessions are made from. */
export interface SessionsParts {
  readonly world: World;
  readonly clock: Clock;
  readonly snapshots: Snapshots;
  readonly keeper: Pick<Keeper, "keepFork" | "keepEnd">;
  readonly limits?: SessionLimits | undefined;
  readonly journal?: JournalLimits | undefined;
}

/** Starts with no session but the base. */
export function createSessions({
  world,
  clock,
  snapshots,
  keeper,
  limits = SESSION_LIMITS,
  journal = JOURNAL_LIMITS,
}: SessionsParts): Sessions {
  const base = createSession({ name: undefined, world, clock, journal, kept: true });
  // A Map remembers in which order its keys were set, and one that is used is set again: the longest unused comes first.
  const listed = new Map<string, ListedSession>();
  const removeEnded = (now: number) => {
    for (const [name, { session, usedAt }] of listed) {
      if (now - usedAt < limits.milliseconds) break;
      if (!session.kept) listed.delete(name);
    }
  };
  const create = ({ name, from, keep }: SessionSelector): Session => {
    if (listed.size >= limits.count) refuseMore(limits);
    const moment = from === undefined ? takeMoment(base) : snapshots.get(from);
    const session = createSession({ name, world: base.world.fork(clock, moment.mark), clock, journal, kept: keep });
    returnToMoment(session, moment);
    // Not waited for: whoever changes something in it, or asks for it to be kept, waits for this, too.
    keeper.keepFork(session, from, () => listed.delete(name)).catch(() => undefined);
    return session;
  };
  return {
    base,
    limits,
    enter(selector) {
      if (selector === undefined) return base;
      const now = base.clock.now();
      removeEnded(now);
      const known = listed.get(selector.name);
      const session = known?.session ?? create(selector);
      listed.delete(selector.name);
      listed.set(selector.name, { session, createdAt: known?.createdAt ?? now, usedAt: now });
      return session;
    },
    find: (name) => listed.get(name)?.session,
    list() {
      removeEnded(base.clock.now());
      return [...listed.values()];
    },
    thaw(frozen) {
      const now = base.clock.now();
      for (const [name, records] of Object.entries(frozen)) {
        const own = base.world.fork(clock, base.world.thaw(records).mark);
        const session = createSession({ name, world: own, clock, journal, kept: true });
        listed.set(name, { session, createdAt: now, usedAt: now });
      }
    },
    async remove(name) {
      const known = listed.get(name);
      if (!known) return;
      listed.delete(name);
      await keeper.keepEnd(known.session, () => listed.set(name, known));
    },
  };
}

function refuseMore({ count }: SessionLimits): never {
  throw new Problem("rate-limited", {
    status: 429,
    message: `There are ${count} sessions already, which is the limit; remove one with DELETE /__standin/sessions/NAME.`,
    headers: { "retry-after": "1" },
  });
}
