import type { AuthMode } from "../emulator/authenticate.js";
import type { Recorded } from "../emulator/exchange.js";
import type { Disruption } from "../emulator/message.js";
import type { SnapshotFile } from "../emulator/snapshot.js";
import type { FrozenWorld } from "../world/world.js";

/** The version of the form of a recording. */
export const RECORDING_VERSION = 1;

/** What was asked and answered, as a file has it: all that it takes to be asked again elsewhere, and no secret. */
export interface Recording {
  readonly formatVersion: typeof RECORDING_VERSION;
  /** Names of the APIs that were served. */
  readonly apis: readonly string[];
  /** Values of their switches by `api.switch`. */
  readonly rules: Readonly<Record<string, string>>;
  readonly mounts: Readonly<Record<string, string>>;
  readonly auth: AuthMode;
  readonly randomSeed: number;
  /** How many exchanges before the first were forgotten. */
  readonly forgotten: number;
  /** Where every session stands before its first exchange, unless that says otherwise. */
  readonly start: SnapshotFile;
  /** Worlds that no exchange led to, such as after a reset, by name. */
  readonly states: Readonly<Record<string, FrozenWorld>>;
  /** In the order in which they came to their Worlds. */
  readonly exchanges: readonly RecordedExchange[];
}

/** A request and its answer. */
export interface RecordedExchange extends Recorded {
  /** Name of the session; missing for the base. */
  readonly session?: string;
  /** `api.operationId`, where one was found. */
  readonly operation?: string;
  /** Where its session stood, when that is not where its last exchange left it. */
  readonly from?: Origin;
  /** The principal whose credential is to be put where the request has `[REDACTED]`; without it, what stands there is refused as it was. */
  readonly principal?: string;
  readonly request: RecordedRequest;
  readonly reply: RecordedReply;
  /** Why it can't be sent again as it was. */
  readonly notReplayable?: string;
}

/** A moment of a World: the start, what an exchange left behind, or one of `states`. */
export type Origin = { readonly start: true } | { readonly after: string } | { readonly state: string };

/** A request as it can be sent again. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** In place of `body`, bytes that are no text. */
  readonly bodyBase64?: string;
  readonly bodyTooLarge?: true;
  /** Name of the API that was meant, where more than the path told. */
  readonly api?: string;
}

/** A reply byte by byte, but for its secrets. */
export interface RecordedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly disruption?: Disruption;
}
