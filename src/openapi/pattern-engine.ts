import { RE2JS, RE2JSSyntaxException } from "re2js";
import type { PatternMatcher } from "./schema-validator.js";

/** How a pattern is matched: in a time that is linear in the text's length, or not at all. */
export type PatternVerdict =
  { readonly matcher: PatternMatcher } | { readonly fault: string; readonly isInvalid: boolean };

/**
 * Compiles a pattern of JSON Schema (ECMA 262) so that no text can make its match take long. What needs backtracking, such
 * as `(?=…)` or `\1`, can't be had so.
 */
export function compilePattern(pattern: string): PatternVerdict {
  const native = compileNatively(pattern);
  if (native && isPlain(pattern)) return { matcher: native };
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return { matcher: { test: (text) => compiled.test(text) } };
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    const fault = native ? "it can only be matched by an engine that may take for ever" : "it is no regular expression";
    return { fault, isInvalid: !native };
  }
}

/** Patterns for a validator: those that can't be matched in linear time match everything. */
export function createPatternEngine(): (pattern: string) => PatternMatcher {
  const known = new Map<string, PatternMatcher>();
  return (pattern) => {
    const verdict = known.has(pattern) ? undefined : compilePattern(pattern);
    if (verdict) known.set(pattern, "matcher" in verdict ? verdict.matcher : { test: () => true });
    return known.get(pattern) ?? { test: () => true };
  };
}

function compileNatively(pattern: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(pattern, flags);
    } catch (error) {
      // What is wrong with the flag `u`, such as `[\w-.]`, may be well without it.
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return undefined;
}

/** Whether a backtracking engine has nothing to go back to: no groups, at most one repetition, and that from the start. */
function isPlain(pattern: string): boolean {
  const bare = pattern.replaceAll(/\\./gs, "x").replaceAll(/\[[^\]]*\]/g, "x");
  const repetitions = bare.match(/[*+?]|\{\d+(,\d*)?\}/g) ?? [];
  if (/[()|]/.test(bare) || repetitions.length > 1) return false;
  return repetitions.length === 0 || bare.startsWith("^");
}
