/** A field that no document knows, which a run adds to requests; one that comes back is an echo, and no drift. */
export const UNKNOWN_FIELD = "standinUnknownField";
