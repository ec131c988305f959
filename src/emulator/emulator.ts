import { systemClock, type Clock } from "../world/clock.js";
import { createWorld, type LoadedWorld } from "../world/create-world.js";
import type { FrozenWorld } from "../world/world.js";
import type { Api, Fixture } from "./api.js";
import type { AuthMode } from "./authenticate.js";
import { createDefects, type Defects } from "./defects.js";
import { fetchFrom } from "./fetch.js";
import { createCounter, handleRequest, refuseRequest, refuseUnread } from "./handle-request.js";
import { issueCredential, type CredentialWish, type IssuedCredential } from "./issue-credential.js";
import { listMisfits } from "./list-misfits.js";
import type { Log } from "./log.js";
import type { PlainReply, PlainRequest } from "./message.js";
import type { Problem } from "./problem.js";
import { createRouter } from "./route.js";
import { listCollectionDefinitions, seedWorld } from "./seed-world.js";
import { serveApi, type ServedApi } from "./served-api.js";
import { createSessions } from "./sessions.js";
import type { StateStore } from "./state-store.js";
import { refuseUnknownSwitches } from "./switches.js";

/** A stand-in for one or more APIs, with a state of its own. */
export interface Emulator {
  /** The APIs that it serves. */
  readonly apis: readonly ServedApi[];
  /** Faults of ours that came to light, such as a reply that its document does not allow. */
  readonly defects: Defects;
  /** What was found wrong with the state or fixture with which it began. */
  readonly complaints: readonly string[];
  /** Answers a request; never throws. */
  handle(request: PlainRequest): Promise<PlainReply>;
  /**
   * Answers a request whose body is still to come (`Expect: 100-continue`) when it is refused whatever the body says;
   * `undefined` when it is to be read and handled.
   */
  refuseUnread(request: PlainRequest): Promise<PlainReply | undefined>;
  /** Answers a request with a problem of which only the adapter knows, in the form of the API for which it was meant. */
  refuse(request: PlainRequest, problem: Problem): PlainReply;
  /** Answers a request as `fetch` does, whatever its origin; may be handed on alone. */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /** A credential of a principal of an API. @throws ConfigurationError for an API or principal that is none. */
  issueCredential(api: string, wish?: CredentialWish): Promise<IssuedCredential>;
  /** The state at this moment, without that of sessions. */
  freeze(): FrozenWorld;
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
  /** Where changes are kept; nowhere by default. */
  readonly store?: StateStore | undefined;
  readonly log?: Log;
}

/** Makes a stand-in. @throws ConfigurationError that names what can't be as asked, and what could. */
export function createEmulator(options: EmulatorOptions): Emulator {
  const { auth = "strict", rules = {}, mounts = {}, log = () => {} } = options;
  const apis: ServedApi[] = [];
  const emulator: Emulator = {
    apis,
    defects: createDefects(log),
    get complaints() {
      return base.complaints;
    },
    handle: (request) => handleRequest(host, request),
    refuseUnread: (request) => refuseUnread(host, request),
    refuse: (request, problem) => refuseRequest(host, request, problem),
    fetch: (input, init) => fetchFrom(emulator, input, init),
    issueCredential: (api, wish) => issueCredential(apis, base, api, wish),
    freeze: () => base.freeze(),
  };
  // A definition may ask for the emulator that it serves, so the emulator is there before its APIs.
  apis.push(...options.apis.map((api) => serveApi(api, emulator, { rules, mounts })));
  refuseUnknownSwitches(
    apis.map(({ definition }) => definition),
    rules,
  );
  const base = startWorld(apis, options);
  const host = {
    auth,
    log,
    defects: emulator.defects,
    router: createRouter(apis),
    sessions: createSessions(base),
    nextRequestId: createCounter(),
    keep: async (world: object) => {
      if (world === base) await options.store?.save(() => base.freeze());
    },
  };
  return emulator;
}

function startWorld(apis: readonly ServedApi[], options: EmulatorOptions): LoadedWorld {
  const { clock = systemClock, frozen } = options;
  const start = seedWorld(options.apis, options.seed ?? "demo", frozen);
  const world = createWorld({
    definitions: listCollectionDefinitions(apis),
    randomSeed: frozen?.randomSeed ?? options.randomSeed ?? 1,
    clock,
    frozen: start,
  });
  return { ...world, complaints: [...world.complaints, ...listMisfits(apis, start)] };
}
