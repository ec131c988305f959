import type { Evidence } from "../openapi/evidence.js";
import type { Json, JsonObject } from "../openapi/json.js";

/** A request that a test's session received, and its answer, as the session's journal tells them: without secrets. */
export interface Exchange {
  /** As in `x-standin-request-id`. */
  readonly id: string;
  /** `api.operationId`; `null` where none was found. */
  readonly operation: string | null;
  readonly api: string | null;
  /** Name of the principal, where one was accepted. */
  readonly principal: string | null;
  /** RFC 3339: the session's clock when it was answered. */
  readonly time: string;
  /** `null` for an injected answer, which is evidence of nothing. */
  readonly evidence: Evidence | null;
  /** Ids of the rules that decided the answer. */
  readonly rules: readonly string[];
  readonly injected: JsonObject | null;
  /** Parameters of path and query by name; a list where one came more than once. */
  readonly params: Readonly<Record<string, string | readonly string[]>>;
  readonly request: ExchangedRequest;
  readonly reply: ExchangedReply;
  /** What it changed, record by record; without `before` it was made, without `after` deleted. */
  readonly changes: readonly Change[];
  /** What a person should know, such as that it repeats one whose answer was lost. */
  readonly notes: readonly string[];
}

/** What was asked. */
export interface ExchangedRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON. */
  readonly body?: Json;
  /** Says so where the body was too long, which is then the beginning of its text. */
  readonly shortened?: string;
}

/** What was answered. */
export interface ExchangedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
  readonly shortened?: string;
}

/** What became of a record. */
export interface Change {
  /** `api.collection`. */
  readonly collection: string;
  readonly id: string;
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}
