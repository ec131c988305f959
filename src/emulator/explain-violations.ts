import type { AssumedCheck } from "../openapi/assumed.js";
import { findParameter, findRequestMedia } from "../openapi/body-schema.js";
import type { Evidence } from "../openapi/evidence.js";
import { findSchemaPlace } from "../openapi/find-schema-place.js";
import type { Operation } from "../openapi/operation.js";
import { joinPointer, type Pointer } from "../openapi/reference.js";
import { joinField, type Violation } from "../openapi/violation.js";
import type { ReadParameter, ReadRequest } from "./read-request.js";
import type { ServedApi } from "./served-api.js";

/** One way in which a request breaks what the document, or a rule beside it, demands. */
export interface ExplainedViolation {
  /** `body`, or where a parameter is: `path.integrationId`, and from there on. */
  readonly field: string;
  readonly message: string;
  readonly keyword: string;
  /** Where in the document the keyword stands, as a pointer. */
  readonly schemaPath: string;
  readonly evidence: Evidence;
  /** The rule that demands it, where the document itself does not. */
  readonly rule?: string;
}

/** All that is wrong with a request's form, in the order in which it is looked at. */
export function explainViolations(api: ServedApi, operation: Operation, read: ReadRequest): ExplainedViolation[] {
  return [...read.parameters.flatMap((given) => ofParameter(api, operation, given)), ...ofBody(api, operation, read)];
}

function ofParameter(api: ServedApi, operation: Operation, { parameter, value }: ReadParameter): ExplainedViolation[] {
  const { name, location, evidence, required, assumed, validate } = parameter;
  const place = findParameter(api.document, operation, parameter) ?? "";
  const at = { field: `${location}.${name}`, place, evidence };
  if (value === undefined) return required ? [lack(at)] : [];
  const documented = validate(value).map((violation) => explain(api, at, "schema", violation));
  return [...documented, ...ofAssumed(api, at, assumed, value)];
}

function ofBody(api: ServedApi, operation: Operation, { body, mediaType }: ReadRequest): ExplainedViolation[] {
  const { requestBody } = operation;
  if (!requestBody) return [];
  return [...requestBody.content]
    .filter(([type]) => mediaType === undefined || type === mediaType)
    .flatMap(([type, { validate, assumed }]) => {
      const place = findRequestMedia(api.document, operation, type) ?? "";
      const at = { field: "body", place, evidence: requestBody.evidence };
      // Without a body it is told what an empty one would lack.
      if (mediaType === undefined)
        return [...(requestBody.required ? [lack(at)] : []), ...ofAssumed(api, at, assumed, {})];
      const documented = validate?.(body) ?? [];
      return [
        ...documented.map((violation) => explain(api, at, "schema", violation)),
        ...ofAssumed(api, at, assumed, body),
      ];
    });
}

/** What is judged: a parameter, or a body of a media type. */
interface Judged {
  readonly field: string;
  /** Where it stands in the document. */
  readonly place: Pointer;
  readonly evidence: Evidence;
}

function lack({ field, place, evidence }: Judged): ExplainedViolation {
  const message = "is required";
  return { field, message, keyword: "required", schemaPath: `#${joinPointer(place, "required")}`, evidence };
}

function ofAssumed(
  api: ServedApi,
  judged: Judged,
  check: AssumedCheck | undefined,
  value: unknown,
): ExplainedViolation[] {
  if (check?.findStatus(api.switches) === undefined) return [];
  const { rule, evidence } = check;
  return check.validate(value).map((violation) => {
    return { ...explain(api, { ...judged, evidence }, "x-assumed/schema", violation), rule };
  });
}

/** A validator tells the place of a keyword from whichever schema it was judging by then, so it is looked for anew. */
function explain(api: ServedApi, judged: Judged, below: string, violation: Violation): ExplainedViolation {
  const { message, keyword, schemaPath } = violation;
  const found = findSchemaPlace(api.document.source, `${judged.place}/${below}`, violation);
  return {
    field: joinField(judged.field, violation.field),
    message,
    keyword,
    schemaPath: found === undefined ? schemaPath : `#${found}`,
    evidence: judged.evidence,
  };
}
