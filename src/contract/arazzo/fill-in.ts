import { ArazzoError } from "./arazzo-error.js";
import { isJsonObject, type Json } from "../../openapi/json.js";
import { evaluate, EXPRESSION, isExpression, type Moment } from "./expression.js";

/**
 * A value with its runtime expressions replaced: a text that is one, by its value; one in braces within a longer text, by
 * its value as text. @throws ArazzoError that names an expression that has no value.
 */
export function fillIn(value: Json, moment: Moment): Json {
  if (typeof value === "string") return isExpression(value) ? get(value, moment) : fillInText(value, moment);
  if (Array.isArray(value)) return value.map((item) => fillIn(item, moment));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]): [string, Json] => [name, fillIn(member, moment)]),
  );
}

/** A text with the expressions in braces in it replaced; `escape` makes each value fit for where it stands. */
export function fillInText(text: string, moment: Moment, escape: (value: string) => string = (value) => value): string {
  return text.replaceAll(new RegExp(`\\{(${EXPRESSION.source})\\}`, "g"), (_whole, expression: string) =>
    escape(toText(get(expression, moment))),
  );
}

/** A value as it stands in text. */
export function toText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function get(expression: string, moment: Moment): Json {
  const value = evaluate(expression, moment);
  if (value === undefined) throw new ArazzoError(`${expression} has no value`);
  return value;
}
