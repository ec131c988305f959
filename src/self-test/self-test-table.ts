import type { MutantVerdict } from "./judge-mutant.js";
import { isOfState, listMutants } from "./list-mutants.js";
import type { Mutant } from "./mutant.js";

/** A mutant and what became of it. */
export interface JudgedMutant {
  readonly mutant: Mutant;
  readonly verdict: MutantVerdict;
  /** Whether the check that should notice it did. */
  readonly isNoticed: boolean;
}

/** What a check noticed. */
export interface CheckRecord {
  readonly check: string;
  /** Ids of the mutants that it noticed, and of those that nothing else noticed. */
  readonly noticed: readonly string[];
  readonly alone: readonly string[];
}

/** What a self-test found out. */
export interface SelfTest {
  readonly judged: readonly JudgedMutant[];
  /** Of each check of the suite, in order. */
  readonly checks: readonly CheckRecord[];
  /** What the suite says of the correct stand-ins, which should be nothing. */
  readonly falseAlarms: readonly string[];
}

/** Puts the verdicts of a self-test together; those of no mutant are of correct stand-ins. */
export function createSelfTest(verdicts: readonly MutantVerdict[], checks: readonly string[]): SelfTest {
  const judged = listMutants().flatMap((mutant) => {
    const verdict = verdicts.find((each) => each.mutant === mutant.id);
    return verdict ? [{ mutant, verdict, isNoticed: verdict.noticedBy.includes(mutant.noticedBy) }] : [];
  });
  return {
    judged,
    checks: checks.map((check) => ({
      check,
      noticed: listIds(judged, ({ noticedBy }) => noticedBy.includes(check)),
      alone: listIds(judged, ({ noticedBy }) => noticedBy.length === 1 && noticedBy[0] === check),
    })),
    falseAlarms: verdicts
      .filter(({ mutant }) => mutant === undefined)
      .flatMap(({ messages }) => Object.entries(messages).map(([check, message]) => `${check} ${message}`)),
  };
}

function listIds(judged: readonly JudgedMutant[], isMeant: (verdict: MutantVerdict) => boolean): string[] {
  return judged.filter(({ verdict }) => isMeant(verdict)).map(({ mutant }) => mutant.id);
}

/** The sums of a self-test in one line. */
export function summarize({ judged }: SelfTest): string {
  const noticed = judged.filter(({ isNoticed }) => isNoticed).length;
  const state = judged.filter(({ mutant }) => isOfState(mutant)).length;
  const share = judged.length === 0 ? 0 : Math.floor((noticed / judged.length) * 1000) / 10;
  return `${noticed} of ${judged.length} mutants (${share} %) noticed by the right check; ${state} of them are in state or authority`;
}
