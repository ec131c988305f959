import { systemClock, type Clock } from "../world/clock.js";
import { createWorld, type LoadedWorld } from "../world/create-world.js";
import type { FrozenWorld, World } from "../world/world.js";
import { createFetch } from "./create-fetch.js";
import { createConstantMemory } from "./constant-memory.js";
import { createDefects } from "./defects.js";
import type { FaultSpec } from "./fault.js";
import { refuseUnknownFaults } from "./refuse-unknown-faults.js";
import { explainExchange } from "./explain-exchange.js";
import { createCounter, createRequestIds } from "./counter.js";
import { createKeeper, type Keeper } from "./keeper.js";
import { handleRequest, refuseRequest, refuseUnread, type Host } from "./handle-request.js";
import { issueCredential } from "./issue-credential.js";
import { createMisfits } from "./misfits.js";
import { silence } from "./log.js";
import { identifySender, openStage, rehearse } from "./rehearse.js";
import { createHeadReader } from "./received-head.js";
import { createRouter } from "./route.js";
import { listCollectionDefinitions, seedWorld } from "./seed-world.js";
import { serveApi, type ServedApi } from "./served-api.js";
import { returnToMoment, takeMoment, type Session } from "./session.js";
import { createSessions, type Sessions } from "./sessions.js";
import { createSnapshots } from "./snapshots.js";
import { createTokenReader } from "./token-reader.js";
import { refuseUnknownSwitches } from "./switches.js";
import type { Emulator, EmulatorOptions } from "./emulator.js";

/**
 * Makes a stand-in of APIs that say themselves how each operation is answered, or by what that is decided: whoever has only
 * those does not load what decides it for others. @throws ConfigurationError as `createEmulator` does.
 */
export function createCompleteEmulator(options: EmulatorOptions): Emulator {
  const { auth = "strict", rules = {}, mounts = {}, log = silence, clock = systemClock, controlToken } = options;
  // All that a reset needs: the state with which this one begins is not to be held on to for it.
  const { apis: given, seed: firstSeed = "demo", faults } = options;
  const apis: ServedApi[] = [];
  const emulator: Emulator = {
    apis,
    settings: { auth, rules, mounts },
    version: options.version,
    defects: createDefects(log),
    get sessions() {
      return host.sessions;
    },
    get snapshots() {
      return snapshots;
    },
    get complaints() {
      return [...world.complaints, ...misfits.list(), ...complaints];
    },
    async listComplaints() {
      return [...world.complaints, ...(await misfits.listInTurns()), ...complaints];
    },
    handle: (request, recorded) => handleRequest(host, request, recorded),
    refuseUnread: (request) => refuseUnread(host, request),
    refuse: (request, problem) => refuseRequest(host, request, problem),
    fetch: createFetch({ handle: (request) => handleRequest(host, request) }),
    issueCredential: (api, wish, session = host.sessions.base) => issueCredential(apis, session, api, wish),
    explain: (entry, session) => explainExchange(host, session, entry),
    rehearsal: {
      answer: (stage, request, recorded) => rehearse(host, stage, request, recorded),
      identify: (stage, request) => identifySender(host, stage, request),
      open: (stage) => openStage(host, stage),
    },
    freeze: () => freezeKept(host.sessions),
    keepRecords: (session, done) => keeper.keepRecords(session, done),
    async reset(session, seed = firstSeed) {
      const before = takeMoment(session);
      session.world.returnTo(session.world.thaw(seedWorld(given, seed, undefined)).mark);
      session.clock.set({ offset: 0 });
      armFaults(session, faults);
      await keeper.keepRecords(session, { before: before.mark, undo: () => returnToMoment(session, before) });
    },
  };
  // A definition may ask for the emulator that it serves, so the emulator is there before its APIs.
  apis.push(...given.map((api) => serveApi(api, emulator, { rules, mounts, controlToken })));
  const definitions = apis.map(({ definition }) => definition);
  refuseUnknownSwitches(definitions, rules);
  const start = seedWorld(given, firstSeed, options.frozen);
  const world = startWorld(apis, options, { clock, start });
  const misfits = createMisfits(apis, start);
  refuseUnknownFaults(apis, faults ?? []);
  const keeper = createKeeper({
    store: options.store,
    identities: new Map(listCollectionDefinitions(apis).map(({ name, identity }) => [name, identity])),
    getSessions: () => sessions,
    getSnapshots: () => snapshots,
  });
  const { sessions, snapshots, complaints } = startSessions(world, options, clock, keeper);
  const host = createHost(emulator, sessions, { auth, log, keepRecords: emulator.keepRecords });
  return emulator;
}

function createHost(
  { apis, defects }: Emulator,
  sessions: Sessions,
  { auth, log, keepRecords }: Pick<Host, "auth" | "log" | "keepRecords">,
): Host {
  return {
    auth,
    log,
    sessions,
    defects,
    tokens: createTokenReader(),
    router: createRouter(apis),
    readHead: createHeadReader(),
    constants: createConstantMemory(),
    nextRequestId: createRequestIds(),
    nextTurn: createCounter(),
    sleep: (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds)),
    keepRecords,
  };
}

function startWorld(
  apis: readonly ServedApi[],
  { frozen, randomSeed = 1 }: EmulatorOptions,
  { clock, start }: { readonly clock: Clock; readonly start: FrozenWorld },
): LoadedWorld {
  return createWorld({
    definitions: listCollectionDefinitions(apis),
    randomSeed: frozen?.randomSeed ?? randomSeed,
    clock,
    frozen: start,
  });
}

function startSessions(world: World, options: EmulatorOptions, clock: Clock, keeper: Keeper) {
  const { snapshots, complaints } = createSnapshots({ world, files: options.snapshots, keeper });
  const { sessions: limits, journal } = options;
  const sessions = createSessions({ world, clock, snapshots, keeper, limits, journal });
  sessions.thaw(options.frozen?.sessions ?? {});
  armFaults(sessions.base, options.faults);
  return { sessions, snapshots, complaints };
}

/** Puts the faults of the start in the place of those that are armed. */
function armFaults({ faults, clock }: Session, specs: readonly FaultSpec[] = []): void {
  faults.replace([]);
  for (const spec of specs) faults.arm(spec, clock.now());
}

/** The base as plain data, and with it the sessions that are to outlive the process. */
function freezeKept(all: Sessions): FrozenWorld {
  const kept = all.list().filter(({ session }) => session.kept);
  const sessions = kept.map(({ session }): [string, FrozenWorld] => [session.name ?? "", session.world.freeze()]);
  return { ...all.base.world.freeze(), ...(kept.length > 0 && { sessions: Object.fromEntries(sessions) }) };
}
