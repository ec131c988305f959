import { ArazzoError } from "./arazzo-error.js";
import { FunctionExpressionType, JSONPathEnvironment } from "json-p3";
import type { Json } from "../../openapi/json.js";
import { compilePattern } from "../../openapi/pattern-engine.js";

/** More searches through all levels in one path only serve to keep a machine busy. */
const MOST_DESCENTS = 8;

/** Longer paths are nobody's. */
const LONGEST = 2000;

/** Whether a JSONPath (RFC 9535) selects anything of a value. @throws ArazzoError when it is none. */
export function selectsAny(path: string, value: Json): boolean {
  const descents = path.split("..").length - 1;
  if (path.length > LONGEST || descents > MOST_DESCENTS) {
    throw new ArazzoError(`a JSONPath may have ${LONGEST} characters and ".." ${MOST_DESCENTS} times`);
  }
  return createEnvironment().match(path, value) !== undefined;
}

/** RFC 9535's own functions, but for patterns, which no text can make run for ever here. */
function createEnvironment(): JSONPathEnvironment {
  const environment = new JSONPathEnvironment();
  for (const [name, isWhole] of [
    ["match", true],
    ["search", false],
  ] as const) {
    environment.functionRegister.set(name, {
      argTypes: [FunctionExpressionType.ValueType, FunctionExpressionType.ValueType],
      returnType: FunctionExpressionType.LogicalType,
      call: (text: unknown, pattern: unknown) =>
        typeof text === "string" && typeof pattern === "string" && matches(text, pattern, isWhole),
    });
  }
  return environment;
}

/** RFC 9535, 2.4.6: what is no pattern matches nothing. */
function matches(text: string, pattern: string, isWhole: boolean): boolean {
  const verdict = compilePattern(isWhole ? `^(?:${pattern})$` : pattern);
  return "matcher" in verdict && verdict.matcher.test(text);
}
