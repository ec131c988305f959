/** What stands in every output where a secret of the run stood. */
export const MASK = "[MASKED]";
