import type { Evidence } from "../openapi/evidence.js";
import type { Json } from "../openapi/json.js";
import type { FaultSpec } from "./fault.js";

/** An error that an API gives, what causes it, and how to get it. */
export interface KnownError {
  readonly api: string;
  /** `api.operationId`; `undefined` for one that belongs to no operation. */
  readonly operation: string | undefined;
  readonly status: number;
  /** What causes it, in words. */
  readonly about: string;
  /** Ids of the rules that it rests on. */
  readonly rules: readonly string[];
  readonly evidence: Evidence;
  /** An example of its body. */
  readonly body: Json | undefined;
  /** A request that comes to it, or why none does. */
  readonly byState: ProvokingRequest | string;
  /** The `Prefer` header by which every request of the operation gets it; `undefined` without an operation. */
  readonly byPrefer: string | undefined;
  /** The fault by which the operation's next request gets it; `undefined` without an operation. */
  readonly byFault: FaultSpec | undefined;
}

/** A request that comes to an error in a World of the demo fixture. */
export interface ProvokingRequest {
  readonly method: string;
  readonly path: string;
  /** Beside the credential's own. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A body of so many bytes, too long to be written here. */
  readonly bodyBytes?: number;
  /** `api.principal` whose credential is sent; none without it. */
  readonly principal?: string;
  /** Values of switches, `api.switch`, that it needs beside the default ones. */
  readonly switches: Readonly<Record<string, string>>;
  /** How often it is to be sent: the last answer is the error. */
  readonly times: number;
}
