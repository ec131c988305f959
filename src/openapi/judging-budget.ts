import type { Ajv2020 } from "ajv/dist/2020.js";

/** Keyword that counts each time when a schema judges something. */
export const BUDGET_KEYWORD = "standinBudget";

/** Judging a value took more steps than any honest schema takes. */
export class BudgetError extends Error {
  override readonly name = "BudgetError";
}

/** How many schemas may judge while one value is judged: alternatives inside alternatives double with each level. */
const MOST_STEPS = 200_000;

/** Lets a validator stop when judging a value takes too many steps. @returns what is to be called before each value. */
export function addBudget(ajv: Ajv2020): () => void {
  let left = MOST_STEPS;
  ajv.addKeyword({
    keyword: BUDGET_KEYWORD,
    validate() {
      if (--left < 0) throw new BudgetError(`judging the value takes more than ${MOST_STEPS} steps`);
      return true;
    },
  });
  return () => {
    left = MOST_STEPS;
  };
}
