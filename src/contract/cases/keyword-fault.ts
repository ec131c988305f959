import type * as fc from "fast-check";
import type { Json } from "../../openapi/json.js";

/** Values that a keyword of a schema probably forbids; whether it does is for the document's validators to say. */
export interface KeywordFault {
  readonly keyword: string;
  /** What is wrong with them: `too long`. */
  readonly about: string;
  readonly values: fc.Arbitrary<Json>;
}
