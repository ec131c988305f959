import type { BehaviourReply, OutsideBehaviour, OutsideCall } from "../emulator/behaviour.js";
import type { Emulator } from "../emulator/emulator.js";
import { Problem } from "../emulator/problem.js";
import type { ListedSession, SessionLimits } from "../emulator/sessions.js";
import { succeed } from "./control-reply.js";

/** The Worlds beside the base. */
export function defineSessions(emulator: Emulator) {
  return {
    listSessions: () => listSessions(emulator),
    createSession: (call) => createSession(emulator, call),
    removeSession: (call) => removeSession(emulator, call),
  } satisfies Record<string, OutsideBehaviour>;
}

function listSessions({ sessions }: Emulator): BehaviourReply {
  const { limits } = sessions;
  return succeed({ limits, sessions: sessions.list().map((listed) => describe(listed, limits)) });
}

async function createSession(emulator: Emulator, { params, body }: OutsideCall): Promise<BehaviourReply> {
  const { sessions } = emulator;
  const { name = "" } = params.path;
  if (findListed(emulator, name)) {
    throw new Problem("conflict", { message: `There is a session ${JSON.stringify(name)} already; remove it first.` });
  }
  // The document asks for this form.
  const { from, keep = false } = (body ?? {}) as { readonly from?: string; readonly keep?: boolean };
  const session = sessions.enter({ name, from, keep });
  // That it is kept is told with its making; this waits for it.
  await emulator.keepRecords(session, { before: session.world.mark(), changes: [] });
  return succeed({ session: describe(getListed(emulator, name), sessions.limits) }, 201);
}

async function removeSession(emulator: Emulator, { params }: OutsideCall): Promise<BehaviourReply> {
  const { sessions } = emulator;
  const { name = "" } = params.path;
  const listed = getListed(emulator, name);
  await sessions.remove(name);
  return succeed({ session: describe(listed, sessions.limits) });
}

function findListed({ sessions }: Emulator, name: string): ListedSession | undefined {
  return sessions.list().find(({ session }) => session.name === name);
}

function getListed(emulator: Emulator, name: string): ListedSession {
  const listed = findListed(emulator, name);
  if (listed) return listed;
  throw new Problem("not-found", {
    message: `There is no session ${JSON.stringify(name)}; /__standin/sessions lists those that there are.`,
  });
}

function describe({ session, createdAt, usedAt }: ListedSession, { milliseconds }: SessionLimits) {
  const { name, kept, journal, faults, clock } = session;
  return {
    name,
    createdAt: new Date(createdAt).toISOString(),
    usedAt: new Date(usedAt).toISOString(),
    ...(!kept && { endsAt: new Date(usedAt + milliseconds).toISOString() }),
    kept,
    requests: journal.list().length,
    faults: faults.list(clock.now()).length,
  };
}
