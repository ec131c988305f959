import type { Json, JsonObject } from "../../openapi/json.js";
import type { Criterion, Step } from "./arazzo-document.js";
import { evaluate, type Moment } from "./expression.js";
import { judgeCriterion } from "./judge-criterion.js";

/** What does not hold of some criteria, and what could not be judged. */
export function judgeCriteria(
  criteria: readonly Criterion[],
  moment: Moment,
): { faults: string[]; unjudged: string[] } {
  const faults: string[] = [];
  const unjudged: string[] = [];
  for (const criterion of criteria) {
    const judgement = judgeCriterion(criterion, moment);
    if ("unjudged" in judgement) unjudged.push(judgement.unjudged);
    else if (!judgement.holds) faults.push(criterion.condition);
  }
  return { faults, unjudged };
}

/** The outputs of a step or workflow; those without a value are left out. */
export function readOutputs(outputs: Readonly<Record<string, string>>, moment: Moment): JsonObject {
  const values = Object.entries(outputs).map(([name, expression]) => [name, evaluate(expression, moment)] as const);
  return Object.fromEntries(
    values.flatMap(([name, value]): [string, Json][] => (value === undefined ? [] : [[name, value]])),
  );
}

/** What later steps were to be told, and is not in the answer. */
export function listLost({ outputs }: Step, found: JsonObject): string[] {
  return Object.entries(outputs)
    .filter(([name]) => !Object.hasOwn(found, name))
    .map(([, expression]) => `${expression} is there`);
}
