import type { WireFailure, WireRequest, WireResponse } from "./wire.js";

/** A server under test. Nothing in a check knows which kind it has. */
export interface Target {
  /** As reports name it: its URL, or where it is in process. */
  readonly name: string;
  /** Below which the document's paths stand, without a slash at the end; for commands that repeat a request. */
  readonly baseUrl: string;
  /** Whether it is on this machine, and so may be written to without being named. */
  readonly isLoopback: boolean;
  /** Sends one request and waits for its whole answer. Never throws for what the target does. */
  send(request: WireRequest): Promise<WireResponse | { readonly failure: WireFailure }>;
  close(): Promise<void>;
}
