/** A change was refused because it would break what a collection's definition promises; nothing has changed. */
export class ConstraintError extends Error {
  override readonly name = "ConstraintError";

  constructor(
    /** What would break. */
    readonly constraint: "identity" | "unique" | "reference" | "missing",
    /** Full name of the collection. */
    readonly collection: string,
    /** Fields concerned. */
    readonly fields: readonly string[],
    message: string,
  ) {
    super(message);
  }
}
