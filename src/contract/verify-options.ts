import type { Evidence } from "../openapi/evidence.js";
import type { Check } from "./check.js";
import type { Contract } from "./contract.js";
import type { Credentials } from "./credential.js";
import type { Exchange } from "./exchange.js";
import type { BudgetLimits } from "./safety/budget.js";
import type { LedgerStore } from "./safety/ledger.js";
import type { Timing } from "./safety/pace.js";
import type { Target } from "./target.js";
import type { WireHeader } from "./wire.js";

/** What is to be verified, and how far a run may go; all but contract and target has a default. */
export interface VerifyOptions {
  readonly contract: Contract;
  readonly target: Target;
  /** A model of the target, on this machine: the stand-in of its document, or another server. */
  readonly twin?: Twin | undefined;
  readonly credentials?: Credentials;
  /** Default `own-data` on this machine, `read-only` elsewhere. */
  readonly mode?: "read-only" | "own-data";
  /** The weakest evidence that fails the run; default `assumed` on this machine, `published` elsewhere. */
  readonly level?: Evidence;
  /** Default 1. */
  readonly seed?: number;
  /** Values that only the server knows, by the words of `x-standin-param`. */
  readonly params?: Readonly<Record<string, string>>;
  /** Records that the run may change and put back, ids by collection. */
  readonly own?: readonly (readonly [collection: string, id: string])[];
  /** Whether the document's demo values count; on this machine only. Default false. */
  readonly fixedPoints?: boolean;
  /** Hosts other than this machine that may be written to, with their port where it is not the usual one. */
  readonly allowHosts?: readonly string[];
  /** Checks to run; all by default. */
  readonly checks?: readonly Check[];
  /** Ids of checks and operations that alone take part. */
  readonly only?: readonly string[];
  /** Ids of checks and operations that take no part. */
  readonly skip?: readonly string[];
  readonly budget?: Partial<BudgetLimits>;
  /** Milliseconds between two requests at least; none on this machine, 2 a second elsewhere. */
  readonly interval?: number;
  /** Headers of every request. */
  readonly headers?: readonly WireHeader[];
  /** Where the ledger is kept; nowhere by default, which only a target in this process allows. */
  readonly ledger?: LedgerStore;
  /** Ends the run early: what it made is cleared away. */
  readonly signal?: AbortSignal;
  /** Sees each exchange as soon as there is one. */
  readonly onExchange?: (exchange: Exchange) => void;
  readonly timing?: Timing;
}

/** A model, and what a run needs to use it; all but the target is as for the target that is judged, where it is not given. */
export type Twin = Pick<VerifyOptions, "target" | "credentials" | "params" | "own" | "fixedPoints">;
