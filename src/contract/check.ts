import type { ApiModel } from "./api-model.js";
import type { Json } from "../openapi/json.js";
import type { Case, CredentialKind } from "./case.js";
import type { Contract } from "./contract.js";
import type { Effect } from "./effect.js";
import type { Exchange } from "./exchange.js";
import type { Finding, Verdict } from "./finding.js";
import type { Operation } from "../openapi/operation.js";

/** When a check comes to its turn: those that change nothing first, those that can't be undone last. */
export type Phase = "message" | "read" | "refusal" | "state" | "spend";

/** One rule of the contract, with its stable id. */
export interface Check {
  /** As `contract-kit.md` lists it: `C002`. */
  readonly id: string;
  /** What holds when it passes, as a sentence. */
  readonly title: string;
  /** For `--explain`: what it does, why it matters, and what it never does. */
  readonly about: string;
  /** Whether it rests on HTTP itself and so counts as `published` whatever the document's evidence. */
  readonly restsOnHttp?: boolean;
  /** Judges one exchange, whoever sent it and for what. */
  judge?(exchange: Exchange, context: JudgeContext): Verdict;
  /** Sends what it needs and judges that. What is not in the mode's reach it says by `run.skip`. */
  readonly active?: { readonly phase: Phase; run(run: CheckRun): Promise<void> };
  /** As `active`, of what can't be undone: comes last of all. */
  readonly spend?: (run: CheckRun) => Promise<void>;
}

/** What a check of a message may know beside it. */
export interface JudgeContext {
  readonly contract: Contract;
}

/** What a check is given that sends requests of its own. */
export interface CheckRun {
  readonly contract: Contract;
  readonly mode: "read-only" | "own-data";
  /** Whether the target is on this machine, where ids that were made up may be written to. */
  readonly isLoopback: boolean;
  /** From which all chance comes. */
  readonly seed: number;
  /** The operations that the run is about, in the order of the document: `--only` and `--skip` leave out the rest. */
  readonly operations: readonly Operation[];
  /** Whose credentials there are; a case of another kind is refused. */
  readonly credentials: ReadonlySet<CredentialKind>;
  /** The same run on a model of the target, with records of its own; `undefined` where there is no model. */
  readonly twin: CheckRun | undefined;
  /** What the kit knows of the API beyond its messages. */
  readonly model: ApiModel;
  effectOf(operation: Operation): Effect;
  /**
   * A valid case of an operation, aimed at what the run may use it on: a record of its own where it changes something
   * (made at the first need), ids that were given or found where it only reads. Change what you like of it and send it.
   * @throws Refusal that says why there is none: a value is missing, or the mode does not allow the operation.
   */
  prepare(operation: Operation, wish?: CaseWish): Promise<Case>;
  /**
   * A value for a parameter that has `x-standin-param`: given, of an own record, found, or a fixed point.
   * @param key The word after `x-standin-param`, or the name of a path parameter that has none.
   */
  findValue(key: string): string | undefined;
  /** An id that nothing has, in alphabet, length and case like a known one; the guard then knows it was made up. */
  makeUpId(like: string): string;
  /** A record of the run's own, made now where `fresh` or where there is none; with the answer that made it. @throws Refusal when it can't be. */
  obtain(collection: string, wish?: CaseWish): Promise<OwnRecord>;
  /**
   * Sends a case through the guard; every message check judges the answer.
   * @throws Refusal when mode, ledger or budget do not allow it: nothing was sent then.
   */
  send(wanted: Case, after?: readonly Exchange[]): Promise<Exchange>;
  /** Says that it judged an exchange of an operation, and what it noticed. */
  judged(operation: string, findings: readonly Finding[]): void;
  /** Says why it judged nothing of an operation, or of the whole API. */
  skip(operation: string | undefined, reason: string): void;
}

/** What a case is wished for. */
export interface CaseWish {
  /** A record that nothing else has used; what deletes always gets one. */
  readonly fresh?: boolean;
}

/** A record that the run made. */
export interface OwnRecord {
  readonly collection: string;
  readonly id: string;
  /** The exchange that made it. */
  readonly created: Exchange;
  /** What the target answered to that. */
  readonly body: Json;
}
