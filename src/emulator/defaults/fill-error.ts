import { findResponseSchema } from "../../openapi/body-schema.js";
import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import type { Operation } from "../../openapi/operation.js";
import { enterSchema, hasType } from "../../openapi/resources/schema-place.js";
import type { Response } from "../../openapi/response.js";
import { makeValid } from "../../openapi/values/make-valid.js";
import { repairValue } from "../../openapi/values/repair-value.js";
import type { WordedProblem } from "../api-definition.js";
import type { DefaultContext } from "./default-context.js";

/** Where an error is to be told. */
export interface ErrorPlace {
  readonly operation: Operation;
  readonly response: Response;
  readonly mediaType: string;
}

/** The error body that a document describes, with what there is to say in the fields that are called so. */
export function fillError(
  context: DefaultContext,
  { operation, response, mediaType }: ErrorPlace,
  problem: WordedProblem,
): Json {
  const essence = mediaType.split(";", 1).join("").trim().toLowerCase();
  const pointer = findResponseSchema(context.document, operation, problem.status, essence);
  const examples = [...(response.examples.get(mediaType)?.values() ?? [])];
  if (pointer === undefined) return examples[0] ?? { message: problem.message };
  const { schema } = enterSchema(context.places, pointer);
  const validate = response.content.get(mediaType) ?? (() => []);
  const wish = {
    seed: `${operation.id} ${problem.status}`,
    extent: "bare",
    sentBy: "server",
    prefersExamples: true,
  } as const;
  const value = fillIn(context, schema, context.values.make(schema, wish), problem);
  const mended = repairValue(context.values, { schema, validate, value, wish });
  if (mended.violations.length === 0) return mended.value;
  return makeValid(context.values, { schema, validate, examples, ...wish, extent: "full" }).value;
}

/** Fields of an error by their names, and what stands in them. */
const FIELDS: readonly (readonly [RegExp, (problem: WordedProblem) => Json])[] = [
  [
    /^(message|detail|description|error_?description|error_?message|msg|reason|cause|summary|developer_?message|user_?message|long_?message|details|text|errordetail|fault_?string)$/i,
    ({ message }) => message,
  ],
  [/^(title|error|name|error_?summary|short_?message)$/i, ({ kind }) => toTitle(kind)],
  [
    /^(status|status_?code|code|http_?status|http_?code|http_?status_?code|http_?response_?code|error_?code)$/i,
    ({ status }) => status,
  ],
  [/^(code|error_?code|type|error_?type|kind|id|error_?id|key|slug|status)$/i, ({ kind }) => kind.replaceAll("-", "_")],
  [/^(code|error_?code|status|status_?code)$/i, ({ status }) => String(status)],
  [
    /^(field|path|parameter|param|property|pointer|location|source|name|attribute|loc)$/i,
    ({ fields }) => fields[0]?.field ?? "",
  ],
];

function fillIn(context: DefaultContext, schema: Json, made: Json, problem: WordedProblem, depth = 0): Json {
  const { reader } = context.places;
  const described = reader.describe(schema);
  if (typeof made === "string" && described["enum"] === undefined && depth === 0) return problem.message;
  if (Array.isArray(made) || (described["items"] !== undefined && !isJsonObject(made)))
    return fillList(context, described, problem, depth);
  if (!isJsonObject(made) || depth > 4) return made;
  const { properties } = described;
  const filled = new Map(Object.entries(made));
  for (const [name, part] of Object.entries(isJsonObject(properties) ? properties : {})) {
    const inner = fillField(context, name, part, filled.get(name), problem, depth);
    if (inner !== undefined) filled.set(name, inner);
  }
  return Object.fromEntries(filled);
}

function fillField(
  context: DefaultContext,
  name: string,
  schema: Json,
  before: Json | undefined,
  problem: WordedProblem,
  depth: number,
): Json | undefined {
  const { type, items, properties, enum: values, const: constant, format } = context.places.reader.describe(schema);
  if (constant !== undefined) return before;
  if (isJsonObject(properties)) {
    const isTold = before !== undefined || /^(error|fault|problem)$/i.test(name);
    const made = before ?? context.values.make(schema, { seed: name, name, extent: "bare", sentBy: "server" });
    return isTold ? fillIn(context, schema, made, problem, depth + 1) : undefined;
  }
  if (
    items !== undefined &&
    (before !== undefined ||
      (/^(errors|fields|details|violations|issues|messages)$/i.test(name) && problem.fields.length > 0))
  ) {
    return fillList(context, { items }, problem, depth);
  }
  for (const [pattern, read] of FIELDS) {
    if (!pattern.test(name)) continue;
    const value = read(problem);
    if (isAllowed(value, { type, values, format })) return value;
  }
  return before;
}

/** One entry for each thing that is wrong, or one for all. */
function fillList(context: DefaultContext, { items = true }: JsonObject, problem: WordedProblem, depth: number): Json {
  const parts = problem.fields.length > 0 ? problem.fields.slice(0, 20) : [{ field: "", message: problem.message }];
  return parts.map((part) => {
    const { type } = context.places.reader.describe(items);
    if (type !== undefined && hasType(type, "string"))
      return part.field === "" ? part.message : `${part.field} ${part.message}`;
    const made = context.values.make(items, { seed: "error", extent: "bare", sentBy: "server" });
    return fillIn(context, items, made, { ...problem, message: part.message, fields: [part] }, depth + 1);
  });
}

function isAllowed(value: Json, { type, values, format }: Readonly<Record<string, Json | undefined>>): boolean {
  if (Array.isArray(values)) return values.includes(value);
  if (typeof value === "string" && format !== undefined) return false;
  if (type === undefined) return true;
  return typeof value === "number" ? hasType(type, "integer") || hasType(type, "number") : hasType(type, typeof value);
}

function toTitle(kind: string): string {
  const words = kind.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
