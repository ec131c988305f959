import type { World } from "../world/world.js";
import { Problem } from "./problem.js";

/** The Worlds of one emulator: the base, and one for each session. */
export interface Sessions {
  readonly base: World;
  /** The World of a session, forked from the base at first use; the base without a name. */
  enter(name: string | undefined): World;
}

/** The request header that names a session. */
export const SESSION_HEADER = "x-standin-session";

/** What is wrong with a session's name; `undefined` when nothing is, or none is named. */
export function findSessionProblem(name: string | undefined): Problem | undefined {
  if (name === undefined || NAME.test(name)) return undefined;
  return new Problem("invalid-request", {
    message: `${SESSION_HEADER} must be 1 to 100 letters, digits or any of . _ ~ -`,
  });
}

const NAME = /^[\w.~-]{1,100}$/;

/** Starts with no session but the base. */
export function createSessions(base: World): Sessions {
  const worlds = new Map<string, World>();
  return {
    base,
    enter(name) {
      if (name === undefined) return base;
      const world = worlds.get(name) ?? base.fork();
      worlds.set(name, world);
      return world;
    },
  };
}
