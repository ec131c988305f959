import type { Case } from "./case.js";
import type { Contract } from "./contract.js";
import type { Exchange } from "./exchange.js";
import type { Finding, Verdict } from "./finding.js";

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
}

/** What a check of a message may know beside it. */
export interface JudgeContext {
  readonly contract: Contract;
}

/** What a check is given that sends requests of its own. */
export interface CheckRun {
  readonly contract: Contract;
  readonly mode: "read-only" | "own-data";
  /** From which all chance comes. */
  readonly seed: number;
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
