/** A state file could not be used; the message says what was attempted, on what, why it failed, and what would do. */
export class StateFileError extends Error {
  override readonly name = "StateFileError";

  constructor(
    /**
     * `locked`: another process uses the file. `damaged`: what is in it is no state; it was left as it is.
     * `unreadable`: it could not be opened, or is of a version that is not known. `unwritable`: a save failed.
     */
    readonly kind: "locked" | "damaged" | "unreadable" | "unwritable",
    /** The state file. */
    readonly path: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Node's code of a failed system call, such as `ENOENT`; `undefined` for any other error. */
export function toErrorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** What an error says, in one line. */
export function toReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Gives `undefined` in the place of the error that a file is not there, and throws every other. */
export function ignoreMissing(error: unknown): undefined {
  if (toErrorCode(error) !== "ENOENT") throw error;
}
