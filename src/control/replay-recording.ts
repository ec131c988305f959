import type { Emulator } from "../emulator/emulator.js";
import type { Fixture } from "../emulator/api.js";
import { ConfigurationError } from "../emulator/configuration-error.js";
import type { Session } from "../emulator/session.js";
import type { FrozenWorld, Mark } from "../world/world.js";
import { createCredentials, type Credentials } from "./create-credentials.js";
import { findDifference, type Difference } from "./find-difference.js";
import { presentCredential } from "./present-credential.js";
import { recordReply, redactRecorded } from "./record-reply.js";
import { toPlainRequest } from "./record-request.js";
import type { RecordedExchange, RecordedReply, Recording } from "./recording-format.js";
import { restoreCollections } from "./restore-collections.js";

/** What became of a recording that was replayed. */
export interface Replayed {
  /** How many exchanges were sent again. */
  readonly sent: number;
  /** Those that were not, each with the reason that the recording has for it. */
  readonly unsent: readonly { readonly id: string; readonly reason: string }[];
  /** The first exchange that came out otherwise; nothing was sent after it. */
  readonly first?: {
    readonly exchange: RecordedExchange;
    readonly came: RecordedReply;
    readonly differences: readonly Difference[];
  };
}

/**
 * Sends the exchanges of a recording to an emulator of the same APIs and settings, each as it was: under its id, by its
 * reading of the clock, in its session. Secrets that the recording lacks are those of the same records in the fixtures.
 * @throws ConfigurationError when the key is unknown with which a sender's credential must be made.
 */
export async function replayRecording(
  emulator: Emulator,
  recording: Recording,
  fixtures: readonly Fixture[] = [],
): Promise<Replayed> {
  const credentials = createCredentials(emulator);
  const stages = createStages(emulator, recording, fixtures);
  const unsent: { id: string; reason: string }[] = [];
  let sent = 0;
  for (const exchange of recording.exchanges) {
    const { id, from, notReplayable: reason } = exchange;
    const session = stages.enter(exchange);
    if (from) credentials.forget();
    if (reason !== undefined) {
      unsent.push({ id, reason });
      continue;
    }
    const came = await answer(emulator, credentials, session, exchange);
    sent++;
    const differences = findDifference(exchange.reply, came);
    if (differences.length > 0) return { sent, unsent, first: { exchange, came, differences } };
    stages.leave(id, session);
  }
  return { sent, unsent };
}

async function answer(
  emulator: Emulator,
  credentials: Credentials,
  session: Session,
  exchange: RecordedExchange,
): Promise<RecordedReply> {
  const { id, clock, strikes = [], principal, operation = "", request } = exchange;
  const [api = ""] = operation.split(".");
  const presented =
    principal === undefined
      ? request
      : presentCredential(request, await issue(credentials, api, principal, session, clock));
  const plain = toPlainRequest(presented);
  await emulator.handle(plain, { id, clock, strikes });
  // The journal knows more of it than the reply tells; a request that names a session badly is in the base's.
  const entry = session.journal.find(id) ?? emulator.sessions.base.journal.find(id);
  if (!entry) throw new Error(`${id} left no trace in the journal`);
  return recordReply(entry, redactRecorded(emulator, entry));
}

async function issue(
  credentials: Credentials,
  api: string,
  principal: string,
  { world }: Session,
  clock: RecordedExchange["clock"],
) {
  try {
    return await credentials.issue(api, principal, world, clock);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(
      `no credential of ${api}.${principal} can be made (${reason}); name the fixture that has its key`,
      { cause: error },
    );
  }
}

/** Puts each session's World where an exchange found it. */
function createStages(emulator: Emulator, { start, states }: Recording, fixtures: readonly Fixture[]) {
  const { base } = emulator.sessions;
  const known = listKnown(emulator, fixtures);
  const thaw = (frozen: FrozenWorld): Mark => {
    const { collections } = restoreCollections(emulator.apis, frozen.collections, known);
    return base.world.thaw({ ...frozen, collections }).mark;
  };
  const startMark = thaw(start.world);
  const stateMarks = new Map(Object.entries(states).map(([name, frozen]) => [name, thaw(frozen)]));
  const left = new Map<string, Mark>();
  const entered = new Set<string | undefined>();
  const find = (from: NonNullable<RecordedExchange["from"]>): Mark => {
    const mark = "start" in from ? startMark : "after" in from ? left.get(from.after) : stateMarks.get(from.state);
    if (mark) return mark;
    throw new ConfigurationError(`the recording has no moment ${JSON.stringify(from)}`);
  };
  return {
    enter({ session: name, from }: RecordedExchange): Session {
      const session = name === undefined ? base : emulator.sessions.enter({ name, from: undefined, keep: false });
      if (from) session.world.returnTo(find(from));
      else if (!entered.has(name)) session.world.returnTo(startMark);
      entered.add(name);
      return session;
    },
    leave(id: string, { world }: Session): void {
      left.set(id, world.mark());
    },
  };
}

/** Where secrets may be known from: what was named, and each API's own fixtures. */
function listKnown({ apis }: Emulator, fixtures: readonly Fixture[]): FrozenWorld[] {
  const all = [...fixtures, ...apis.flatMap((api) => Object.values(api.fixtures))];
  return all.map(({ api, collections }) => ({
    randomSeed: 0,
    idSequence: 0,
    collections: Object.fromEntries(Object.entries(collections).map(([name, records]) => [`${api}.${name}`, records])),
  }));
}
