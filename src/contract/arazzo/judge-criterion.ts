import { ArazzoError } from "./arazzo-error.js";
import { JsonPathFault, parseJsonPath } from "../../openapi/json-path.js";
import { compilePattern } from "../../openapi/pattern-engine.js";
import type { Criterion } from "./arazzo-document.js";
import { holds } from "./condition.js";
import { evaluate, type Moment } from "./expression.js";
import { fillInText, toText } from "./fill-in.js";

/** Whether a criterion holds at a moment; a text says why it can't be judged. */
export type Judgement = { readonly holds: boolean } | { readonly unjudged: string };

/** Judges a criterion. What is wrong with the criterion itself is no fault of whoever answered. */
export function judgeCriterion({ type, condition, context }: Criterion, moment: Moment): Judgement {
  try {
    if (type === "simple") return { holds: holds(condition, moment) };
    if (type === "xpath") return { unjudged: "criteria of the type xpath are not judged here" };
    const value = evaluate(context ?? "", moment);
    if (value === undefined) return { holds: false };
    if (type === "jsonpath")
      return { holds: parseJsonPath(fillInText(condition, moment, escapeQuoted)).selectsAny(value) };
    const pattern = compilePattern(fillInText(condition, moment, escapePattern));
    return "matcher" in pattern ? { holds: pattern.matcher.test(toText(value)) } : { unjudged: pattern.fault };
  } catch (error) {
    if (error instanceof ArazzoError || error instanceof JsonPathFault) return { unjudged: error.message };
    throw error;
  }
}

/** As a text within quotes of either kind has it (RFC 9535, 2.3.1.1). */
function escapeQuoted(value: string): string {
  return JSON.stringify(value).slice(1, -1).replaceAll("'", "\\'").replaceAll('\\"', "\\u0022");
}

function escapePattern(value: string): string {
  return value.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
