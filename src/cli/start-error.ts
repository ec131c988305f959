/** The stand-in could not start, through no fault of how it was asked to; the message says why and what would do. */
export class StartError extends Error {
  override readonly name = "StartError";
}
