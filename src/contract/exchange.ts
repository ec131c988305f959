import type { Case } from "./case.js";
import type { WireFailure, WireRequest, WireResponse } from "./wire.js";

/** One request of a run and what came of it. */
export interface Exchange {
  /** Its place in the run, from 1. */
  readonly id: number;
  /** `api.operationId`. */
  readonly operation: string;
  readonly case: Case;
  readonly request: WireRequest;
  readonly response: WireResponse | undefined;
  readonly failure: WireFailure | undefined;
  /** When it was sent, in milliseconds since 1970. */
  readonly sentAt: number;
  /** Id of the check that sent it; `set-up` or `cleanup` where none did. */
  readonly sentBy: string;
  /** Ids of the exchanges that must be repeated before it, so that it comes out the same. */
  readonly chain: readonly number[];
}
