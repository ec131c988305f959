import type { Clock } from "../world/clock.js";
import type { Mark } from "../world/world.js";
import { identify } from "./authenticate.js";
import { createCredentialContext } from "./credential-context.js";
import type { Principal } from "./credentials.js";
import { createDefects } from "./defects.js";
import type { Recorded } from "./exchange.js";
import { handleRequest, type Host } from "./handle-request.js";
import type { Minting } from "./issue-credential.js";
import { JOURNAL_LIMITS, type JournalEntry } from "./journal.js";
import type { PlainRequest } from "./message.js";
import { Problem } from "./problem.js";
import { receiveRequest } from "./received-request.js";
import { route } from "./route.js";
import { createSession } from "./session.js";

/** Where a session stood, and when: a World's moment and the reading of the clock then. */
export interface Stage {
  readonly name: string | undefined;
  readonly mark: Mark;
  readonly clock: Recorded["clock"];
}

/** Tries once more what was, on a stage of its own. */
export interface Rehearsal {
  /** What would come of a request there, as a journal has it; nothing else does. */
  answer(stage: Stage, request: PlainRequest, recorded: Recorded): Promise<JournalEntry>;
  /** Who sent a request, may it be done or not; `undefined` when no credential is accepted. */
  identify(stage: Stage, request: PlainRequest): Promise<Principal | undefined>;
  /** What credentials are made with there. */
  open(stage: Stage): Minting;
}

/** What would come of a request where its session stood; nothing else does. */
export async function rehearse(
  host: Host,
  { name, mark, clock }: Stage,
  request: PlainRequest,
  recorded: Recorded,
): Promise<JournalEntry> {
  const { base } = host.sessions;
  const own = toClock(clock);
  const world = base.world.fork(own, mark);
  const session = createSession({ name, world, clock: own, journal: JOURNAL_LIMITS, kept: false });
  const sessions = { ...host.sessions, base: session, enter: () => session };
  await handleRequest({ ...host, sessions, log: () => {}, defects: createDefects(() => {}) }, request, recorded);
  const [entry] = session.journal.list();
  if (!entry) throw new Error(`${request.method} ${request.url} left no trace in the journal`);
  return entry;
}

/** Who sent a request, where and when its session stood; `undefined` when no credential is accepted. */
export async function identifySender(
  host: Host,
  { mark, clock }: Stage,
  plain: PlainRequest,
): Promise<Principal | undefined> {
  const request = receiveRequest(plain);
  const found = route(host.router, request);
  if (!("operation" in found)) return undefined;
  const world = host.sessions.base.world.fork(toClock(clock), mark);
  const context = createCredentialContext(found.api, world, host.tokens);
  try {
    return await identify(found.api, found.operation, request, context, host.auth);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** The World and the clock of a stage, by which credentials are made for it. */
export function openStage(host: Host, { mark, clock }: Stage): Minting {
  const own = toClock(clock);
  return { world: host.sessions.base.world.fork(own, mark), clock: own };
}

function toClock({ now, frozen }: Recorded["clock"]): Clock {
  return { now: () => now, frozen };
}
