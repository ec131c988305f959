import type { World } from "../world/world.js";
import { Problem } from "./problem.js";

/** The Worlds of one emulator: the base, and one for each session. */
export interface Sessions {
  readonly base: World;
  /** The World of a session, forked from the base at first use; the base without a name. @throws Problem for a name that is none. */
  enter(name: string | undefined): World;
}

const NAME = /^[\w.~-]{1,100}$/;

/** Starts with no session but the base. */
export function createSessions(base: World): Sessions {
  const worlds = new Map<string, World>();
  return {
    base,
    enter(name) {
      if (name === undefined) return base;
      if (!NAME.test(name)) {
        throw new Problem("invalid-request", {
          message: "x-standin-session must be 1 to 100 letters, digits or any of . _ ~ -",
        });
      }
      const world = worlds.get(name) ?? base.fork();
      worlds.set(name, world);
      return world;
    },
  };
}
