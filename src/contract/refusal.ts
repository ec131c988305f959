/** A request was not sent, or a case not made, because the run may not or cannot do it; the message says why, for people. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  /** What kept it: the mode, the guard, a budget, a value that nobody gave. */
  readonly reason: "mode" | "guard" | "budget" | "missing";
  /** What would help, such as the flag to give. */
  readonly remedy: string | undefined;

  constructor(reason: Refusal["reason"], message: string, remedy?: string) {
    super(message);
    this.reason = reason;
    this.remedy = remedy;
  }
}
