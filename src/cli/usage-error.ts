/** A command was not given as it can be; the message names what is wrong and what would do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
