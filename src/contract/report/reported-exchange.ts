import type { WireFailure, WireHeader } from "../wire.js";

/** An exchange as reports show it: plain data, every secret masked. */
export interface ReportedExchange {
  /** Its place in the run, from 1. */
  readonly id: number;
  /** `api.operationId`. */
  readonly operation: string;
  /** What it tried, for people. */
  readonly about: string;
  /** Id of the check that sent it; `set-up` or `cleanup` where none did. */
  readonly sentBy: string;
  /** ISO 8601, UTC. */
  readonly sentAt: string;
  readonly request: {
    readonly method: string;
    /** Whole, with the target's base. */
    readonly url: string;
    readonly headers: readonly WireHeader[];
    readonly body?: ReportedBody;
  };
  readonly response?: {
    readonly status: number;
    readonly headers: readonly WireHeader[];
    readonly body?: ReportedBody;
    /** What is wrong with it below HTTP's meaning. */
    readonly faults: readonly string[];
    /** In milliseconds. */
    readonly duration: number;
  };
  readonly failure?: WireFailure;
  /** Ids of the exchanges that must be repeated before it. */
  readonly chain: readonly number[];
}

/** A body as text, or as base64 where it is none. */
export type ReportedBody = { readonly text: string } | { readonly base64: string };
