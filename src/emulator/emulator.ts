import type { Awaitable } from "./awaitable.js";
import type { Clock } from "../world/clock.js";
import type { FrozenWorld } from "../world/world.js";
import type { Api, Fixture } from "./api.js";
import type { AuthMode } from "./authenticate.js";
import type { Defects } from "./defects.js";
import type { Recorded } from "./exchange.js";
import type { FaultSpec } from "./fault.js";
import type { Explanation } from "./explain-exchange.js";
import type { Keeper } from "./keeper.js";
import type { CredentialWish, IssuedCredential, Minting } from "./issue-credential.js";
import type { JournalEntry, JournalLimits } from "./journal.js";
import type { Log } from "./log.js";
import type { PlainReply, PlainRequest } from "./message.js";
import type { Problem } from "./problem.js";
import type { Rehearsal } from "./rehearse.js";
import type { ServedApi } from "./served-api.js";
import type { Session } from "./session.js";
import type { SessionLimits, Sessions } from "./sessions.js";
import type { SnapshotFile } from "./snapshot.js";
import type { Snapshots } from "./snapshots.js";
import type { StateStore } from "./state-store.js";
import { createCompleteEmulator } from "./create-complete-emulator.js";
import { completeByDocument } from "./defaults/complete-by-document.js";

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
  return createCompleteEmulator({
    ...options,
    apis: options.apis.map((api) => ({ complete: completeByDocument, ...api })),
  });
}
