/** What goes wrong when a fault strikes. */
export type FaultEffect =
  /** An error of the API's own shape. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly message?: string;
      /** Seconds, for `Retry-After`. */
      readonly retryAfter?: number;
    }
  | ({ readonly kind: "latency" } & Latency)
  /** The connection is reset in place of a reply. */
  | { readonly kind: "reset" }
  /** The connection ends after so many bytes of the body. */
  | { readonly kind: "truncate"; readonly bytes: number }
  /** The body comes in pieces, with a pause before each. */
  | { readonly kind: "slow"; readonly bytes: number; readonly milliseconds: number }
  /** The body is not what its media type says. */
  | { readonly kind: "malformed" }
  /** 429 with `Retry-After` for what goes beyond so many requests in so many seconds. */
  | { readonly kind: "rate-limit"; readonly requests: number; readonly seconds: number };

/** How long a latency is, in milliseconds. */
export type Latency =
  | { readonly distribution: "fixed"; readonly milliseconds: number }
  | { readonly distribution: "uniform"; readonly from: number; readonly to: number }
  | { readonly distribution: "lognormal"; readonly median: number; readonly sigma: number };

/** A fault to be armed. */
export interface FaultSpec {
  /** `api.operationId`. */
  readonly operation: string;
  readonly effect: FaultEffect;
  /**
   * Whether it strikes `before` the operation is done, or `after`: it is done, and its caller never hears of it.
   * `before` by default; what happens to a reply's body happens after.
   */
  readonly point?: "before" | "after";
  /** Which requests it strikes; all of them by default. */
  readonly which?: FaultChoice;
  /** Seconds by the session's clock until it ends; never by default. */
  readonly seconds?: number;
}

/** Which of an operation's requests a fault strikes: the first so many, every so-manieth, or a share of 0 to 1. */
export type FaultChoice =
  | { readonly kind: "first"; readonly count: number }
  | { readonly kind: "every"; readonly count: number }
  | { readonly kind: "share"; readonly share: number };

/** An armed fault, and what became of it so far. */
export interface ArmedFault extends FaultSpec {
  readonly id: string;
  /** By the session's clock, in milliseconds since 1970. */
  readonly armedAt: number;
  /** How many requests of its operation it saw, and how many it struck. */
  readonly seen: number;
  readonly struck: number;
  /** Of a rate limit: when its window began, and how many requests it let through since. */
  readonly window?: { readonly startedAt: number; readonly passed: number };
}
