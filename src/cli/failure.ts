/** A command did not succeed, for a reason that is none of its own; the message says which, and what would help. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly exitCode: number;

  constructor(message: string, { cause, exitCode = 1 }: { readonly cause?: unknown; readonly exitCode?: number } = {}) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}
