import type { Json } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import type { Violation } from "../openapi/violation.js";

/**
 * Whose credential a request carries: the run's own, none, one that is none, one whose time is over, the run's own with a
 * character changed (as in a signature), the run's own under another scheme's word, another principal's.
 */
export type CredentialKind = "valid" | "none" | "garbage" | "expired" | "tampered" | "other-scheme" | "second";

/** What the document says of a request: that it must be accepted, must be refused, or nothing. */
export type Expectation = "accepted" | "refused" | "open";

/** One request that is to be sent, as data. */
export interface Case {
  readonly operation: Operation;
  /** What it tries, for people: `"name" is one character longer than allowed`. */
  readonly about: string;
  readonly expectation: Expectation;
  readonly path: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [name: string, text: string])[];
  readonly headers: readonly (readonly [name: string, text: string])[];
  readonly cookies: readonly (readonly [name: string, text: string])[];
  readonly body?: CaseBody;
  readonly credential: CredentialKind;
  /** Another method than the operation's, for what is not documented. */
  readonly method?: string;
  /** Why it must be refused, proved by the document; empty where `expectation` is not `refused`. */
  readonly violations: readonly Violation[];
  /** Rule on which the expectation rests where the document alone does not say it. */
  readonly rule?: string;
}

/** The body of a case. */
export interface CaseBody {
  readonly mediaType: string;
  /** What was written, where it can be told as JSON. */
  readonly value?: Json;
  readonly bytes: Uint8Array;
}
