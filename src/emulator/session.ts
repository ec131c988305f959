import { createControlledClock, type ControlledClock } from "../world/controlled-clock.js";
import type { Clock } from "../world/clock.js";
import type { World } from "../world/world.js";
import { createFaults, type Faults } from "./faults.js";
import { createJournal, type Journal, type JournalLimits } from "./journal.js";
import type { Moment } from "./snapshot.js";

/** A World with all that belongs to it: what one client, or one test, sees and changes. */
export interface Session {
  /** `undefined` for the base, which every request enters that names none. */
  readonly name: string | undefined;
  readonly world: World;
  readonly clock: ControlledClock;
  readonly faults: Faults;
  readonly journal: Journal;
  /** Whether its records outlive the process, where the base's do. */
  readonly kept: boolean;
}

/** What a session is made of. */
export interface SessionParts {
  readonly name: string | undefined;
  readonly world: World;
  /** The clock that its own follows. */
  readonly clock: Clock;
  readonly journal: JournalLimits;
  readonly kept: boolean;
}

/** Makes a session of a World. */
export function createSession({ name, world, clock, journal, kept }: SessionParts): Session {
  return {
    name,
    world,
    kept,
    clock: createControlledClock(clock),
    faults: createFaults(world.randomSeed),
    journal: createJournal(journal),
  };
}

/** This moment of a session, to come back to or to start another from; takes no time that grows with its records. */
export function takeMoment({ world, clock, faults }: Session): Moment {
  return { mark: world.mark(), clock: clock.setting, faults: faults.copy() };
}

/** Puts a session where a moment was. Its journal goes on. */
export function returnToMoment({ world, clock, faults }: Session, moment: Moment): void {
  world.returnTo(moment.mark);
  clock.set(moment.clock);
  faults.replace(moment.faults);
}
