import { ArazzoError } from "./arazzo-error.js";
import type { Json } from "../../openapi/json.js";
import { evaluate, EXPRESSION, type Moment } from "./expression.js";

/** Longer conditions are nobody's. */
const LONGEST = 2000;

const TOKEN = new RegExp(
  `\\s*(?:(?<expression>${EXPRESSION.source})|(?<text>'(?:[^']|'')*')|(?<number>-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)` +
    `|(?<word>true|false|null)|(?<sign>==|!=|<=|>=|<|>|&&|\\|\\||!|\\(|\\)))`,
  "y",
);

/** Whether a `simple` condition holds (Arazzo 1.0.1, 4.6.11). @throws ArazzoError when it can't be read. */
export function holds(condition: string, moment: Moment): boolean {
  const tokens = readTokens(condition);
  const parser = createParser(tokens, condition, moment);
  const value = parser.parseAny(0);
  if (!parser.isAtEnd())
    throw new ArazzoError(`the condition ${JSON.stringify(condition)} goes on where it should end`);
  return isTrue(value);
}

interface Token {
  readonly kind: string;
  readonly text: string;
}

function readTokens(condition: string): Token[] {
  if (condition.length > LONGEST) throw new ArazzoError(`a condition is longer than ${LONGEST} characters`);
  const text = condition.trimEnd();
  const pattern = new RegExp(TOKEN);
  const tokens: Token[] = [];
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const found = Object.entries(pattern.exec(text)?.groups ?? {}).find(([, part]) => part !== undefined);
    if (!found)
      throw new ArazzoError(`the condition ${JSON.stringify(condition)} can't be read from "${text.slice(at)}" on`);
    tokens.push({ kind: found[0], text: found[1] ?? "" });
  }
  return tokens;
}

/** How deep parentheses and negations may be nested. */
const DEEPEST = 50;

/** Computes as it reads: `||` binds least, then `&&`, then comparisons, then `!`. */
function createParser(tokens: readonly Token[], condition: string, moment: Moment) {
  let at = 0;
  const takes = (...signs: readonly string[]): string | undefined => {
    const token = tokens[at];
    if (token?.kind !== "sign" || !signs.includes(token.text)) return undefined;
    at += 1;
    return token.text;
  };

  function parseAny(depth: number): Json | undefined {
    if (depth > DEEPEST) throw new ArazzoError(`the condition ${JSON.stringify(condition)} is nested too deep`);
    let value = parseAll(depth);
    while (takes("||") !== undefined) {
      const other = parseAll(depth);
      value = isTrue(value) || isTrue(other);
    }
    return value;
  }

  function parseAll(depth: number): Json | undefined {
    let value = parseComparison(depth);
    while (takes("&&") !== undefined) {
      const other = parseComparison(depth);
      value = isTrue(value) && isTrue(other);
    }
    return value;
  }

  function parseComparison(depth: number): Json | undefined {
    const left = parseOperand(depth);
    const sign = takes("==", "!=", "<=", ">=", "<", ">");
    return sign === undefined ? left : compare(left, sign, parseOperand(depth));
  }

  function parseOperand(depth: number): Json | undefined {
    if (depth > DEEPEST) throw new ArazzoError(`the condition ${JSON.stringify(condition)} is nested too deep`);
    if (takes("!") !== undefined) return !isTrue(parseOperand(depth + 1));
    if (takes("(") !== undefined) {
      const value = parseAny(depth + 1);
      if (takes(")") === undefined) throw new ArazzoError(`the condition ${JSON.stringify(condition)} lacks a ")"`);
      return value;
    }
    const token = tokens[at];
    if (!token || token.kind === "sign") {
      throw new ArazzoError(
        `the condition ${JSON.stringify(condition)} lacks a value before "${token?.text ?? "its end"}"`,
      );
    }
    at += 1;
    return readOperand(token, moment);
  }

  return { parseAny, isAtEnd: () => at === tokens.length };
}

function readOperand({ kind, text }: Token, moment: Moment): Json | undefined {
  if (kind === "expression") return evaluate(text, moment);
  if (kind === "text") return text.slice(1, -1).replaceAll("''", "'");
  if (kind === "number") return Number(text);
  return text === "null" ? null : text === "true";
}

/** What is there counts as true, but for `false` and null. */
function isTrue(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== false;
}

function compare(left: Json | undefined, sign: string, right: Json | undefined): boolean {
  if (sign === "==") return isSame(left, right);
  if (sign === "!=") return !isSame(left, right);
  if (typeof left !== "number" || typeof right !== "number") return false;
  if (sign === "<=") return left <= right;
  if (sign === ">=") return left >= right;
  return sign === "<" ? left < right : left > right;
}

/** Texts are compared whatever their case, as Arazzo has it. */
function isSame(left: Json | undefined, right: Json | undefined): boolean {
  if (typeof left === "string" && typeof right === "string") return left.toLowerCase() === right.toLowerCase();
  return JSON.stringify(left) === JSON.stringify(right);
}
