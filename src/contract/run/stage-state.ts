import type { JsonObject } from "../../openapi/json.js";
import type { Operation } from "../../openapi/operation.js";
import type { ApiModel } from "../api-model.js";
import type { Case } from "../case.js";
import type { CaseWish, OwnRecord } from "../check.js";
import type { Exchange } from "../exchange.js";
import type { Ledger } from "../safety/ledger.js";
import type { RunValues } from "../safety/run-values.js";
import type { CaseMaking } from "./make-case.js";

/** What a stage is set with. */
export interface StageContext {
  readonly model: ApiModel;
  readonly mode: "read-only" | "own-data";
  readonly isLoopback: boolean;
  readonly ledger: Ledger;
  readonly values: RunValues;
  readonly making: Pick<CaseMaking, "makeExample" | "makeText" | "nextMarker">;
  readonly send: (wanted: Case) => Promise<Exchange>;
}

/** A stage from within: what it knows, and its own ways to know more. */
export interface StageState extends StageContext {
  /** The record of each collection that is used by all who don't change it for good. */
  readonly shared: Map<string, OwnRecord>;
  /** A record of each collection that the run found and may only read; `undefined` where it found none. */
  readonly found: Map<string, JsonObject | undefined>;
  /** Collections of which a record is being looked for, so that none is looked for to find itself. */
  readonly underWay: Set<string>;
  readonly prepare: (operation: Operation, wish?: CaseWish) => Promise<Case>;
  readonly obtain: (collection: string, wish?: CaseWish) => Promise<OwnRecord>;
  readonly list: (collection: string) => Promise<JsonObject[] | undefined>;
}
