import type { AssumedCheck } from "../openapi/assumed.js";
import { findRequestSchema } from "../openapi/body-schema.js";
import type { Evidence } from "../openapi/evidence.js";
import type { Operation } from "../openapi/operation.js";
import { joinField, type Violation } from "../openapi/violation.js";
import type { ReadParameter, ReadRequest } from "./read-request.js";
import type { ServedApi } from "./served-api.js";

/** One way in which a request breaks what the document, or a rule beside it, demands. */
export interface ExplainedViolation {
  /** `body`, or where a parameter is: `path.integrationId`, and from there on. */
  readonly field: string;
  readonly message: string;
  readonly keyword: string;
  /** The pointer of the schema, where it is known, and the way from there to the keyword. */
  readonly schemaPath: string;
  readonly evidence: Evidence;
  /** The rule that demands it, where the document itself does not. */
  readonly rule?: string;
}

/** All that is wrong with a request's form, in the order in which it is looked at. */
export function explainViolations(api: ServedApi, operation: Operation, read: ReadRequest): ExplainedViolation[] {
  return [...read.parameters.flatMap((given) => ofParameter(api, given)), ...ofBody(api, operation, read)];
}

function ofParameter(api: ServedApi, { parameter, value }: ReadParameter): ExplainedViolation[] {
  const { name, location, evidence, required } = parameter;
  const place = `${location}.${name}`;
  if (value === undefined) {
    return required ? [{ field: place, message: "is required", keyword: "required", schemaPath: "", evidence }] : [];
  }
  return [
    ...parameter.validate(value).map((violation) => explain(place, violation, { schema: "", evidence })),
    ...ofAssumed(api, parameter.assumed, value, place),
  ];
}

function ofBody(api: ServedApi, operation: Operation, { body, mediaType }: ReadRequest): ExplainedViolation[] {
  const { requestBody } = operation;
  if (!requestBody) return [];
  const { evidence } = requestBody;
  if (mediaType === undefined) {
    const isAsked = requestBody.required;
    const missing = { field: "body", message: "is required", keyword: "required", schemaPath: "", evidence };
    const assumed = [...requestBody.content.values()].flatMap((content) => ofAssumed(api, content.assumed, {}, "body"));
    return [...(isAsked ? [missing] : []), ...assumed];
  }
  const content = requestBody.content.get(mediaType);
  const schema = findRequestSchema(api.document, operation, mediaType) ?? "";
  const documented = content?.validate?.(body) ?? [];
  return [
    ...documented.map((violation) => explain("body", violation, { schema, evidence })),
    ...ofAssumed(api, content?.assumed, body, "body"),
  ];
}

function ofAssumed(
  api: ServedApi,
  check: AssumedCheck | undefined,
  value: unknown,
  place: string,
): ExplainedViolation[] {
  if (check?.findStatus(api.switches) === undefined) return [];
  const { rule, evidence } = check;
  return check.validate(value).map((violation) => ({ ...explain(place, violation, { schema: "", evidence }), rule }));
}

function explain(
  place: string,
  { field, message, keyword, schemaPath }: Violation,
  { schema, evidence }: { readonly schema: string; readonly evidence: Evidence },
): ExplainedViolation {
  // A validator tells the way from its own schema as `#/…`, and that from another as that one's own place.
  const way = schemaPath.startsWith("#/") && schema !== "" ? `#${schema}${schemaPath.slice(1)}` : schemaPath;
  return { field: joinField(place, field), message, keyword, schemaPath: way, evidence };
}
