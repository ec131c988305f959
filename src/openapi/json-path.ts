import { FunctionExpressionType, JSONPathEnvironment, JSONPathError, type JSONPathQuery } from "json-p3";
import type { Json } from "./json.js";
import { compilePattern } from "./pattern-engine.js";
import { joinPointer, type Pointer } from "./reference.js";

/** A text is no JSONPath, or one that would only keep a machine busy; the message says why. */
export class JsonPathFault extends Error {
  override readonly name = "JsonPathFault";
}

/** A JSONPath (RFC 9535), ready to select. */
export interface JsonPath {
  /** Whether it selects anything of a value. @throws JsonPathFault when it can't be followed there. */
  selectsAny(value: Json): boolean;
  /** The places that it selects, in the order of the value. @throws JsonPathFault when it can't be followed there. */
  findPointers(value: Json): Pointer[];
}

/** More searches through all levels in one path only serve to keep a machine busy. */
const MOST_DESCENTS = 8;

/** Longer paths are nobody's. */
const LONGEST = 2000;

/** Reads a JSONPath, whoever wrote it. @throws JsonPathFault when it is none. */
export function parseJsonPath(path: string): JsonPath {
  const descents = path.split("..").length - 1;
  if (path.length > LONGEST || descents > MOST_DESCENTS) {
    throw new JsonPathFault(`a JSONPath may have ${LONGEST} characters and ".." ${MOST_DESCENTS} times`);
  }
  const query = guard(() => createEnvironment().compile(path));
  return {
    selectsAny: (value) => guard(() => query.match(value) !== undefined),
    findPointers: (value) => guard(() => listLocations(query, value).map((steps) => joinPointer("", ...steps))),
  };
}

function listLocations(query: JSONPathQuery, value: Json): string[][] {
  return query.query(value).nodes.map(({ location }) => location.map(String));
}

function guard<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof JSONPathError) throw new JsonPathFault(error.message, { cause: error });
    throw error;
  }
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
