/** A file that was named for a run is not what it should be; the message says which, where, and what would do. */
export class UnfitFile extends Error {
  override readonly name = "UnfitFile";
}
