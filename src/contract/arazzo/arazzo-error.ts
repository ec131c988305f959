/** Something in a workflow can't be done or judged as it is written; the message says what and why. */
export class ArazzoError extends Error {
  override readonly name = "ArazzoError";
}
