import type { Mutant } from "./mutant.js";

/** A mutant before it has its place among its kind. */
export type MutantDraft = Omit<Mutant, "id" | "kind">;

/** Makes mutants of one kind; their ids are the kind's word and a number. */
export function defineKind(word: string, kind: string, drafts: readonly MutantDraft[]): Mutant[] {
  return drafts.map((draft, index) => ({ ...draft, kind, id: `${word}-${index + 1}` }));
}
