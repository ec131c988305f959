import type { AssumedCheck } from "../../openapi/assumed.js";
import { findParameter, findRequestMedia, findRequestSchema } from "../../openapi/body-schema.js";
import type { Evidence } from "../../openapi/evidence.js";
import { isJsonObject, type Json } from "../../openapi/json.js";
import type { Parameter } from "../../openapi/parameter.js";
import { findAtPointer, joinPointer, type Pointer } from "../../openapi/reference.js";
import type { Violation } from "../../openapi/violation.js";
import type { Case } from "../case.js";
import type { Contract } from "../contract.js";
import { isOneWayGap, listOneWay } from "../one-way-members.js";
import { getOperationPointer } from "../said-of-response.js";
import { findBrokenStatement, findRuleEvidence, specify, weakest, type Statement } from "../statement.js";
import { readCase } from "./read-case.js";

/** One way in which a case breaks what the document asks of a request. */
export interface Broken {
  /** `body`, or where a parameter stands and its name: `query first`. */
  readonly where: string;
  readonly violation: Violation;
  /** The rule on which it rests alone; `undefined` where the documentation itself is broken. */
  readonly rule: string | undefined;
  /** Finds what of the document it breaks; most of them are never asked. */
  readonly findStatement: () => Statement;
  /** The statuses that the rule has for it, whatever its switch; none where the documentation itself is broken. */
  readonly statuses: readonly number[];
}

/** What the document says of a case. */
export interface Proof {
  /** In what it breaks what is documented. */
  readonly documented: readonly Broken[];
  /** In what it breaks only what rules ask for beyond that. */
  readonly assumed: readonly Broken[];
}

/** Judges a case by the document's own validators. */
export function proveCase(contract: Contract, wanted: Case): Proof {
  const { parameters, body } = readCase(wanted);
  const of = parameters.map(({ parameter, value }) => proveParameter(contract, wanted, parameter, value));
  const proofs = [...of, proveBody(contract, wanted, body)];
  return {
    documented: proofs.flatMap(({ documented }) => documented),
    assumed: proofs.flatMap(({ assumed }) => assumed),
  };
}

/** Whether the document has nothing against a case, neither by what is documented nor by what is assumed. */
export function isValid({ documented, assumed }: Proof): boolean {
  return documented.length === 0 && assumed.length === 0;
}

const NOTHING: Proof = { documented: [], assumed: [] };

function proveParameter(contract: Contract, { operation }: Case, parameter: Parameter, value: Json | undefined): Proof {
  const where = `${parameter.location} ${parameter.name}`;
  const pointer = findParameter(contract.document, operation, parameter);
  const holder = { pointer, evidence: parameter.evidence, rule: undefined };
  const said = pointer === undefined ? holder : specify(contract, holder, pointer);
  if (value === undefined) {
    const missing = { field: "", message: "is required", keyword: "required", schemaPath: "" };
    return parameter.required ? { ...NOTHING, documented: [toBroken(where, missing, () => said)] } : NOTHING;
  }
  const schema = pointer === undefined ? undefined : findParameterSchema(contract, pointer);
  return {
    documented: parameter
      .validate(value)
      .map((violation) => toBroken(where, violation, () => findBrokenStatement(contract, said, schema, violation))),
    assumed: proveAssumed(contract, parameter.assumed, pointer, value, where),
  };
}

/** Where the schema of a parameter stands: its own, or that of its only media type. */
function findParameterSchema({ document }: Contract, parameter: Pointer): Pointer {
  const content = findAtPointer(document.source, joinPointer(parameter, "content"));
  const [mediaType] = Object.keys(isJsonObject(content) ? content : {});
  return mediaType === undefined
    ? joinPointer(parameter, "schema")
    : joinPointer(parameter, "content", mediaType, "schema");
}

function proveBody(contract: Contract, { operation }: Case, body: ReturnType<typeof readCase>["body"]): Proof {
  const { requestBody } = operation;
  if (!requestBody) return NOTHING;
  const pointer = joinPointer(getOperationPointer(operation), "requestBody");
  const said = specify(contract, { pointer, evidence: requestBody.evidence, rule: undefined }, pointer);
  if (body.kind === "unreadable") {
    const unreadable = { field: "", message: "can't be read", keyword: body.why, schemaPath: "" };
    return { ...NOTHING, documented: [toBroken("body", unreadable, () => said)] };
  }
  if (body.kind === "none") return proveMissingBody(contract, operation, said);
  const content = requestBody.content.get(body.mediaType);
  const schema = findRequestSchema(contract.document, operation, body.mediaType);
  const media = findRequestMedia(contract.document, operation, body.mediaType);
  const { source } = contract.document;
  // What is only read is not asked for in a request, even where it is required; where it is sent, servers pass over it.
  const onlyRead = listOneWay(source, schema, body.value, "readOnly");
  const violations = (content?.validate?.(body.value) ?? []).filter(
    (violation) =>
      !isOneWayGap(source, schema, body.value, violation, "readOnly") &&
      !onlyRead.some(({ field }) => isAtOrBelow(violation.field, field)),
  );
  return {
    documented: violations.map((violation) =>
      toBroken("body", violation, () => findBrokenStatement(contract, said, schema, violation)),
    ),
    assumed: proveAssumed(contract, content?.assumed, media, body.value, "body"),
  };
}

function isAtOrBelow(field: string, place: string): boolean {
  return field.startsWith(place) && ["", ".", "["].includes(field.charAt(place.length));
}

/** What a rule asks of the fields of a body it asks of one that is not there, too. */
function proveMissingBody(
  contract: Contract,
  { requestBody, pathTemplate, method }: Case["operation"],
  said: Statement,
): Proof {
  const missing = { field: "", message: "is required", keyword: "required", schemaPath: "" };
  if (requestBody?.required === true) return { ...NOTHING, documented: [toBroken("body", missing, () => said)] };
  const [[mediaType, content] = []] = [...(requestBody?.content ?? [])];
  if (mediaType === undefined) return NOTHING;
  const media = joinPointer("/paths", pathTemplate, method.toLowerCase(), "requestBody", "content", mediaType);
  return { ...NOTHING, assumed: proveAssumed(contract, content?.assumed, media, {}, "body") };
}

function proveAssumed(
  contract: Contract,
  check: AssumedCheck | undefined,
  holder: Pointer | undefined,
  value: Json,
  where: string,
): Broken[] {
  if (!check || holder === undefined) return [];
  const place = joinPointer(holder, "x-assumed");
  const { rule, evidence } = check;
  const said = { pointer: place, evidence: weakest([evidence, findRuleEvidence(contract.document, rule)]), rule };
  const schema = joinPointer(place, "schema");
  return check.validate(value).map((violation) => ({
    ...toBroken(where, violation, () => ({ ...findBrokenStatement(contract, said, schema, violation), rule })),
    rule,
    statuses: listStatuses(findAtPointer(contract.document.source, joinPointer(place, "status"))),
  }));
}

function listStatuses(status: Json | undefined): number[] {
  const values: readonly Json[] = isJsonObject(status) ? Object.values(status) : [status ?? null];
  return values.filter((value) => typeof value === "number");
}

function toBroken(where: string, violation: Violation, findStatement: () => Statement): Broken {
  return { where, violation, findStatement, rule: undefined, statuses: [] };
}

/** The weakest of the evidences on which several statements rest. */
export function findCaseEvidence(broken: readonly Broken[]): Evidence {
  return weakest(broken.map(({ findStatement }) => findStatement().evidence));
}

/** What is documented counts before what is only assumed. */
export function listBroken({ documented, assumed }: Proof): readonly Broken[] {
  return documented.length > 0 ? documented : assumed;
}
