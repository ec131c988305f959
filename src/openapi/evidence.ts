/**
 * On what a statement about an API rests, strongest first:
 * its source document, other public documentation of the vendor, public code or notes that saw it,
 * a conclusion from those, or nothing but our own decision.
 */
export const EVIDENCE = ["source", "published", "observed", "inferred", "assumed"] as const;

/** One of {@link EVIDENCE}. */
export type Evidence = (typeof EVIDENCE)[number];

/** Whether a value is one of the words of {@link EVIDENCE}. */
export function isEvidence(value: unknown): value is Evidence {
  return EVIDENCE.some((word) => word === value);
}

/** The weakest of several evidences; `undefined` when there are none. */
export function findWeakestEvidence(evidences: Iterable<Evidence>): Evidence | undefined {
  let weakest: Evidence | undefined;
  for (const evidence of evidences) weakest = weakest ? findWeaker(weakest, evidence) : evidence;
  return weakest;
}

/** The weaker of two evidences. */
export function findWeaker(one: Evidence, other: Evidence): Evidence {
  return EVIDENCE.indexOf(other) > EVIDENCE.indexOf(one) ? other : one;
}
