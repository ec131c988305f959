import type { Json } from "../openapi/json.js";

/** An answer before it has its wire form. */
export interface Answer {
  readonly status: number;
  /** `undefined` for an empty body. */
  readonly body: Json | object | undefined;
  /** A body that comes bit by bit, in place of `body`. */
  readonly stream?: AsyncIterable<string>;
  readonly headers: Readonly<Record<string, string>>;
  /** Ids of the rules that decided status and body. */
  readonly rules: readonly string[];
  /** Whether the document has no word for it, and it is given all the same: no defect of ours. */
  readonly isUndocumented?: boolean;
}
