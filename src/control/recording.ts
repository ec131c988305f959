import type { OutsideBehaviour, OutsideCall } from "../emulator/behaviour.js";
import type { Emulator } from "../emulator/emulator.js";
import type { JournalEntry } from "../emulator/journal.js";
import { createFrozenClock } from "../world/clock.js";
import type { FrozenWorld, Mark } from "../world/world.js";
import { succeed } from "./control-reply.js";
import { createExchangeRecorder } from "./record-exchange.js";
import { RECORDING_VERSION, type Origin, type RecordedExchange, type Recording } from "./recording-format.js";
import { redactByName } from "./redact-names.js";
import { redactCollections } from "./served-collections.js";

/** What sessions were asked and how they answered, to be asked again elsewhere. */
export function defineRecording(emulator: Emulator) {
  return {
    getRecording: async (call) => succeed(await recordSessions(emulator, call)),
  } satisfies Record<string, OutsideBehaviour>;
}

/** Of the session that the call names; of all, the base among them, where it names none. */
async function recordSessions(emulator: Emulator, { session }: OutsideCall): Promise<Recording> {
  const { base } = emulator.sessions;
  const others = emulator.sessions.list().map((listed) => listed.session);
  const sessions = session.name === undefined ? [base, ...others] : [session];
  const entries = sessions.flatMap(({ journal }) => journal.list()).toSorted((one, other) => one.turn - other.turn);
  const start = entries[0]?.before ?? session.world.mark();
  const moments = createMoments(emulator, start);
  const record = createExchangeRecorder(emulator);
  const exchanges: RecordedExchange[] = [];
  for (const entry of entries) {
    const from = moments.findOrigin(entry);
    const exchange = await record(entry);
    if (exchange.notReplayable === undefined) moments.pass(entry);
    exchanges.push({ ...exchange, ...(from && { from }) });
  }
  const now = entries[0]?.clock.now ?? session.clock.now();
  return {
    formatVersion: RECORDING_VERSION,
    ...describeSettings(emulator),
    forgotten: sessions.reduce((sum, { journal }) => sum + journal.forgotten, 0),
    start: {
      formatVersion: 1,
      name: "start",
      takenAt: new Date(createFrozenClock(now).now()).toISOString(),
      clock: { frozenAt: now },
      faults: [],
      world: freeze(emulator, start),
    },
    states: moments.listStates(),
    exchanges,
  };
}

/** What an emulator must be made of to answer as this one. */
function describeSettings({ apis, settings, sessions }: Emulator) {
  const keepers = apis.filter(({ definition }) => !definition.outsideBehaviours);
  const rules = keepers.flatMap(({ name, switches }) =>
    Object.entries(switches).map(([key, value]): [string, string] => [`${name}.${key}`, value]),
  );
  return {
    apis: keepers.map(({ name }) => name),
    rules: Object.fromEntries(rules),
    mounts: settings.mounts,
    auth: settings.auth,
    randomSeed: sessions.base.world.randomSeed,
  };
}

/** Knows where Worlds were left. A World that did not change is the very same moment, so moments are told by identity. */
function createMoments(emulator: Emulator, start: Mark) {
  const origins = new Map<Mark, Origin>([[start, { start: true }]]);
  const last = new Map<string | undefined, Mark>();
  const states: Record<string, FrozenWorld> = {};
  return {
    /** Where an exchange's session stood, unless its last exchange left it there. */
    findOrigin({ session, before }: JournalEntry): Origin | undefined {
      if ((last.get(session) ?? start) === before) return undefined;
      last.set(session, before);
      const known = origins.get(before);
      if (known) return known;
      const name = `state-${Object.keys(states).length + 1}`;
      states[name] = freeze(emulator, before);
      origins.set(before, { state: name });
      return { state: name };
    },
    pass({ id, session, after }: JournalEntry): void {
      last.set(session, after);
      if (!origins.has(after)) origins.set(after, { after: id });
    },
    listStates: () => states,
  };
}

function freeze({ apis, sessions }: Emulator, mark: Mark): FrozenWorld {
  const frozen = sessions.base.world.freeze(mark);
  const redacted = Object.entries(redactCollections(apis, frozen.collections));
  const collections = redacted.map(([name, records]) => [name, records.map(redactByName)]);
  // Records are JSON objects, and stay such without their secrets.
  return { ...frozen, collections: Object.fromEntries(collections) as FrozenWorld["collections"] };
}
