import type { Awaitable } from "./awaitable.js";
import { systemClock, type Clock } from "../world/clock.js";
import { createWorld, type LoadedWorld } from "../world/create-world.js";
import type { FrozenWorld, World } from "../world/world.js";
import type { Api, Fixture } from "./api.js";
import type { AuthMode } from "./authenticate.js";
import { createFetch } from "./create-fetch.js";
import { createConstantMemory } from "./constant-memory.js";
import { createDefects, type Defects } from "./defects.js";
import type { Recorded } from "./exchange.js";
import type { FaultSpec } from "./fault.js";
import { refuseUnknownFaults } from "./refuse-unknown-faults.js";
import { explainExchange, type Explanation } from "./explain-exchange.js";
import { createCounter, createRequestIds } from "./counter.js";
import { createKeeper, type Keeper } from "./keeper.js";
import { handleRequest, refuseRequest, refuseUnread, type Host } from "./handle-request.js";
import { issueCredential, type CredentialWish, type IssuedCredential, type Minting } from "./issue-credential.js";
import { createMisfits } from "./misfits.js";
import type { JournalEntry, JournalLimits } from "./journal.js";
import { silence, type Log } from "./log.js";
import type { PlainReply, PlainRequest } from "./message.js";
import type { Problem } from "./problem.js";
import { identifySender, openStage, rehearse, type Rehearsal } from "./rehearse.js";
import { createRouter } from "./route.js";
import { listCollectionDefinitions, seedWorld } from "./seed-world.js";
import { serveApi, type ServedApi } from "./served-api.js";
import { returnToMoment, takeMoment, type Session } from "./session.js";
import { createSessions, type SessionLimits, type Sessions } from "./sessions.js";
import type { SnapshotFile } from "./snapshot.js";
import { createSnapshots, type Snapshots } from "./snapshots.js";
import type { StateStore } from "./state-store.js";
import { createTokenReader } from "./token-reader.js";
import { refuseUnknownSwitches } from "./switches.js";

/** A stand-in for one or more APIs, with a state of its own. */
export interface Emulator {
  /** The APIs that it serves. */
  readonly apis: readonly ServedApi[];
  /** How it was asked to answer. */
  readonly settings: Required<Pick<EmulatorOptions, "auth" | "rules" | "mounts">>;
  /** Faults of ours that came to light, such as a reply that its document does not allow. */
  readonly defects: Defects;
  /** What was found wrong with the state or fixture with which it began. */
  readonly complaints: readonly string[];
  /** The same, found while requests are answered in between. */
  listComplaints(): Promise<readonly string[]>;
  /** The version of what serves it, where that is known. */
  readonly version: string | undefined;
  /** What requests see and change: the base session, and those that requests have named. */
  readonly sessions: Sessions;
  readonly snapshots: Snapshots;
  /**
   * Answers a request; never throws. The reply is there at once where nothing has to be waited for, as for most reads.
   * With `recorded` it is answered as it was then: under that id, by that reading of the clock.
   */
  handle(request: PlainRequest, recorded?: Recorded): Awaitable<PlainReply>;
  /**
   * Answers a request whose body is still to come (`Expect: 100-continue`) when it is refused whatever the body says;
   * `undefined` when it is to be read and handled.
   */
  refuseUnread(request: PlainRequest): Awaitable<PlainReply | undefined>;
  /** Answers a request with a problem of which only the adapter knows, in the form of the API for which it was meant. */
  refuse(request: PlainRequest, problem: Problem): PlainReply;
  /** Answers a request as `fetch` does, whatever its origin; may be handed on alone. */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /** A credential of a principal of an API. @throws ConfigurationError for an API or principal that is none. */
  issueCredential(api: string, wish?: CredentialWish, session?: Minting): Promise<IssuedCredential>;
  /** Why an exchange of a session was answered as it was. */
  explain(entry: JournalEntry, session: Session): Promise<Explanation>;
  /** What was, to be tried once more without anything coming of it. */
  readonly rehearsal: Rehearsal;
  /** The state at this moment: the base's, and that of the sessions that are kept. */
  readonly freeze: () => FrozenWorld;
  /** Resolves once what was done to a session's records from outside is safe, at once for one that is not kept; rejects when it had to be undone. */
  keepRecords: Keeper["keepRecords"];
  /** Puts a session where a fixture begins, that with which the emulator was made by default: records, ids, clock and faults. */
  reset(session: Session, seed?: EmulatorOptions["seed"]): Promise<void>;
}

/** How an emulator is made; all but `apis` has a default. */
export interface EmulatorOptions {
  readonly apis: readonly Api[];
  /** Fixture with which each API begins: a name of one of its own (default `demo`), or fixtures in place of those. */
  readonly seed?: string | readonly Fixture[];
  /** State with which it begins; a fixture fills only what it has nothing of. */
  readonly frozen?: FrozenWorld | undefined;
  /** Number from which ids are made; default 1. */
  readonly randomSeed?: number;
  readonly clock?: Clock;
  readonly auth?: AuthMode;
  /** Values of switches by `api.switch`. */
  readonly rules?: Readonly<Record<string, string>>;
  /** Prefixes by API under which it is served, before its real paths. */
  readonly mounts?: Readonly<Record<string, string>>;
  /** Where changes and snapshots are kept; in memory only by default. */
  readonly store?: StateStore | undefined;
  /** Snapshots with which it begins. */
  readonly snapshots?: readonly SnapshotFile[] | undefined;
  /** Faults that are armed at the start, and again by each reset. */
  readonly faults?: readonly FaultSpec[];
  /** What callers of the control API must send; without it only callers on this machine may use that. */
  readonly controlToken?: string | undefined;
  /** The version of what serves it, which the control API tells. */
  readonly version?: string | undefined;
  /** How many sessions there may be, and how long one lives that is not used. */
  readonly sessions?: SessionLimits;
  /** How many answered requests each session remembers. */
  readonly journal?: JournalLimits;
  readonly log?: Log;
}

/** Makes a stand-in. @throws ConfigurationError that names what can't be as asked, and what could. */
export function createEmulator(options: EmulatorOptions): Emulator {
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
