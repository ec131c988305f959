import type { Evidence } from "../openapi/evidence.js";
import type { Json } from "../openapi/json.js";
import type { Pointer } from "../openapi/reference.js";

/** Who is probably at fault. */
export type Blame = "server" | "document" | "emulator" | "set-up" | "undecided";

/** Something that a check noticed. */
export interface Finding {
  /** Id of the check. */
  readonly check: string;
  /** `api.operationId`; `undefined` for what belongs to the run as a whole. */
  readonly operation: string | undefined;
  /** One sentence that names what is wrong. */
  readonly message: string;
  readonly blame: Blame;
  /** The reason for the blame. */
  readonly why: string;
  readonly received: Json;
  readonly documented: Json;
  /** Where the document says it. */
  readonly pointer: Pointer | undefined;
  /** On what the expectation rests: of the statement, its rule and its check the weakest. */
  readonly evidence: Evidence;
  readonly rule: string | undefined;
  /** A warning never changes the exit code. */
  readonly severity: "failure" | "warning";
  /** Ids of the exchanges that show it, the last being the one that does. */
  readonly exchanges: readonly number[];
}

/** What a check of a message says. `undefined`: there was nothing that it could judge. */
export type Verdict = readonly Finding[] | undefined;
