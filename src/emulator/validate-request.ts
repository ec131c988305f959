import type { AssumedCheck } from "../openapi/assumed.js";
import type { Operation } from "../openapi/operation.js";
import type { Validate } from "../openapi/schema-validator.js";
import { joinField, type Violation } from "../openapi/violation.js";
import { Problem, type FieldProblem, type ProblemKind } from "./problem.js";
import type { ReadParameter, ReadRequest } from "./read-request.js";
import type { ServedApi } from "./served-api.js";

/**
 * Judges a request by the document, and by what the API's rules demand beyond it; all violations together.
 * @throws Problem `invalid-request`, or what a rule says of its own violation. What is documented comes before what is assumed.
 */
export function validateRequest(api: ServedApi, operation: Operation, request: ReadRequest): void {
  if (isValid(api, operation, request)) return;
  const documented = [...request.parameters.flatMap(validateParameter), ...validateBody(operation, request)];
  const assumed = listAssumed(api, operation, request);
  const fields = mergeFields([...documented, ...assumed.flatMap(({ fields: own }) => own)]);
  const rules = assumed.length > 0 && { rules: assumed.map(({ rule }) => rule) };
  if (documented.length > 0) throw new Problem("invalid-request", { fields, message: describe(fields), ...rules });
  const [first] = assumed.toSorted((one, other) => other.status - one.status);
  if (!first) return;
  const kind = toKind(first.status);
  // Only a plain 400 tells the fields; a 404 or 500 that a rule asks for looks like every other of the API's.
  const told = kind === "invalid-request" && { fields, message: describe(fields) };
  throw new Problem(kind, { status: first.status, ...rules, ...told });
}

/** Whether nothing is wrong with a request, as with most: to find that out makes no lists. */
function isValid(api: ServedApi, { requestBody }: Operation, { parameters, mediaType, body }: ReadRequest): boolean {
  for (const { parameter, value } of parameters) {
    if (value === undefined ? parameter.required : !isAllowed(api, parameter, value)) return false;
  }
  if (!requestBody) return true;
  const content = mediaType === undefined ? undefined : requestBody.content.get(mediaType);
  // Without a body there is more to look at than this.
  return content !== undefined && isAllowed(api, content, body);
}

function isAllowed(
  { switches }: ServedApi,
  { validate, assumed }: { readonly validate?: Validate | undefined; readonly assumed?: AssumedCheck | undefined },
  value: unknown,
): boolean {
  if (validate && validate(value).length > 0) return false;
  return assumed?.findStatus(switches) === undefined || assumed.validate(value).length === 0;
}

interface AssumedViolations {
  readonly rule: string;
  readonly status: number;
  readonly fields: readonly FieldProblem[];
}

function validateParameter({ parameter, value }: ReadParameter): FieldProblem[] {
  if (value !== undefined) return parameter.validate(value).map((violation) => toField(parameter.name, violation));
  return parameter.required ? [{ field: parameter.name, message: `is required (${parameter.location})` }] : [];
}

function validateBody({ requestBody }: Operation, { body, mediaType }: ReadRequest): FieldProblem[] {
  if (!requestBody) return [];
  if (mediaType === undefined)
    return requestBody.required ? [{ field: "", message: "a request body is required" }] : [];
  const validate = requestBody.content.get(mediaType)?.validate;
  return validate?.(body).map((violation) => toField("", violation)) ?? [];
}

function listAssumed(api: ServedApi, operation: Operation, request: ReadRequest): AssumedViolations[] {
  const ofParameters = request.parameters.flatMap(({ parameter, value }) =>
    value === undefined ? [] : judge(api, parameter.assumed, value, parameter.name),
  );
  const contents = [...(operation.requestBody?.content ?? [])];
  // Without a body it is judged what an empty one would lack, so that the error can name it.
  const ofBody = contents
    .filter(([mediaType]) => request.mediaType === undefined || mediaType === request.mediaType)
    .flatMap(([, content]) => judge(api, content.assumed, request.mediaType === undefined ? {} : request.body, ""));
  return [...ofParameters, ...ofBody];
}

function judge(api: ServedApi, check: AssumedCheck | undefined, value: unknown, root: string): AssumedViolations[] {
  const status = check?.findStatus(api.switches);
  if (!check || status === undefined) return [];
  const violations = check.validate(value);
  if (violations.length === 0) return [];
  return [{ rule: check.rule, status, fields: violations.map((violation) => toField(root, violation)) }];
}

/** A violation with its field named from the request's point of view. */
export function toField(root: string, { field, message }: Violation): FieldProblem {
  return { field: joinField(root, field), message };
}

/** One line per field and message: the documented schema and an assumed one may say the same. */
function mergeFields(fields: readonly FieldProblem[]): FieldProblem[] {
  return [...new Map(fields.map((field) => [`${field.field} ${field.message}`, field])).values()];
}

function describe(fields: readonly FieldProblem[]): string {
  return `${fields.map(({ field, message }) => `${field} ${message}`.trim()).join("; ")}.`;
}

function toKind(status: number): ProblemKind {
  if (status === 404) return "not-found";
  return status >= 500 ? "internal" : "invalid-request";
}
