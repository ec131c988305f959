import type { JsonObject } from "../../openapi/json.js";
import type { Operation } from "../../openapi/operation.js";
import type { ApiModel } from "../api-model.js";
import type { Case } from "../case.js";
import type { Resource } from "../effect.js";
import type { Exchange } from "../exchange.js";
import type { Ledger } from "./ledger.js";
import type { LedgerRecord } from "./ledger-state.js";
import type { Texts } from "./ledger-entry.js";

/** What clears away. */
export interface CleanUpContext {
  readonly model: ApiModel;
  readonly ledger: Ledger;
  readonly isLoopback: boolean;
  /** Sends through the guard; no budget keeps it. */
  readonly send: (wanted: Case) => Promise<Exchange>;
  /** A valid case of an operation whose path has those texts. */
  readonly makeCase: (operation: Operation, path: Texts) => Case;
  /** All rows of a collection's list; `undefined` where it can't be read. */
  readonly list: (resource: Resource) => Promise<JsonObject[] | undefined>;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** The path by which an operation names a record of the run's own. */
export function toRecordPath({ model }: CleanUpContext, operation: Operation, record: LedgerRecord): Texts {
  const { by } = model.effectOf(operation);
  if (by === undefined) return record.created.path;
  const key = model.keyOf(operation, by, "path") ?? by;
  return { ...record.created.path, [by]: record.fields[model.fieldOf(key)] ?? record.id ?? "" };
}
