import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import { findAtPointer } from "../../openapi/reference.js";

/** What runtime expressions can see at one moment of a workflow. */
export interface Moment {
  readonly inputs: JsonObject;
  /** Outputs of the steps so far. */
  readonly steps: ReadonlyMap<string, JsonObject>;
  /** Inputs and outputs of the workflows so far. */
  readonly workflows: ReadonlyMap<string, { readonly inputs: JsonObject; readonly outputs: JsonObject }>;
  /** The message that was sent last, and its answer; `undefined` before there is one. */
  readonly message: Message | undefined;
}

/** A request and its answer, as expressions see them; names of headers in lower case. */
export interface Message {
  readonly url: string;
  readonly method: string;
  readonly statusCode: number;
  readonly request: MessagePart & { readonly query: JsonObject; readonly path: JsonObject };
  readonly response: MessagePart;
}

/** Headers and body of one direction; a body that is JSON is parsed, another is text. */
export interface MessagePart {
  readonly header: JsonObject;
  readonly body: Json | undefined;
}

/** A runtime expression as it stands in longer text: what follows it belongs to it no more. */
export const EXPRESSION = /\$[A-Za-z]+(?:\.[\w-]+|\[\d+\])*(?:#(?:\/[^\s(){}<>=!&|]*)?)?/;

/** Whether a text is one runtime expression and nothing else. */
export function isExpression(text: string): boolean {
  return new RegExp(`^(?:${EXPRESSION.source})$`).test(text);
}

/** The value of a runtime expression (Arazzo 1.0.1, 4.7); `undefined` where there is nothing. */
export function evaluate(expression: string, moment: Moment): Json | undefined {
  const [path = "", pointer] = expression.split("#", 2);
  const [root = "", ...steps] = path
    .slice(1)
    .split(/[.[\]]+/)
    .filter((step) => step !== "");
  const value = walk(getRoot(root, moment), root === "steps" || root === "workflows" ? steps : lowerHeader(steps));
  return pointer === undefined || value === undefined ? value : findAtPointer(value, pointer);
}

function getRoot(root: string, { inputs, steps, workflows, message }: Moment): Json | undefined {
  switch (root) {
    case "inputs":
      return inputs;
    case "steps":
      return Object.fromEntries([...steps].map(([id, outputs]): [string, Json] => [id, { outputs }]));
    case "workflows":
      return Object.fromEntries([...workflows].map(([id, both]): [string, Json] => [id, { ...both }]));
    case "request":
      return message && toObject(message.request);
    case "response":
      return message && toObject(message.response);
    case "statusCode":
    case "url":
    case "method":
      return message?.[root];
    default:
      return undefined;
  }
}

function toObject(part: MessagePart): JsonObject {
  const { body, ...rest } = part;
  return { ...rest, ...(body !== undefined && { body }) };
}

/** The case of a header's name does not matter. */
function lowerHeader([kind = "", name = "", ...rest]: readonly string[]): string[] {
  if (kind !== "header") return [kind, name, ...rest].filter((step) => step !== "");
  return [kind, name.toLowerCase(), ...rest];
}

function walk(start: Json | undefined, steps: readonly string[]): Json | undefined {
  let value = start;
  for (const step of steps) {
    if (Array.isArray(value)) value = value[Number(step)];
    else value = isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}
