import type { Json } from "../openapi/json.js";

/** An answer before it has its wire form. */
export interface Answer {
  readonly status: number;
  /** `undefined` for an empty body. */
  readonly body: Json | object | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Ids of the rules that decided status and body. */
  readonly rules: readonly string[];
}
