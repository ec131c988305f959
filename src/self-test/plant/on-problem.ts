import type { Conventions, ProblemConvention, WordedProblem } from "../../emulator/api-definition.js";
import type { ProblemKind } from "../../emulator/problem.js";
import type { Json } from "../../openapi/json.js";
import type { Plant } from "../mutant.js";
import { onDefinition } from "./on-behaviour.js";

/** Answers one kind of problem in another way. */
export function onProblem(kind: ProblemKind, change: Partial<ProblemConvention>): Plant {
  return onConventions((conventions) => ({
    ...conventions,
    problems: { ...conventions.problems, [kind]: { ...conventions.problems[kind], ...change } },
  }));
}

/** Words the problems of some kinds in another shape or with other words. */
export function onErrorBody(
  kinds: readonly ProblemKind[],
  change: (body: Json, problem: WordedProblem) => Json,
): Plant {
  return onConventions((conventions) => ({
    ...conventions,
    errorBody: (problem) => {
      const body = conventions.errorBody(problem);
      return body !== undefined && kinds.includes(problem.kind) ? change(body, problem) : body;
    },
  }));
}

function onConventions(change: (conventions: Conventions) => Conventions): Plant {
  return onDefinition((definition) => ({ ...definition, conventions: change(definition.conventions) }));
}
