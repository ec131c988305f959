import type { ErrorObject } from "ajv";

/** One way in which a value breaks a schema. */
export interface Violation {
  /** Place in the value as people write it: `connections[0].templateId`; empty for the value itself. */
  readonly field: string;
  /** What the schema asks for, without the field's name. */
  readonly message: string;
  /** The JSON Schema keyword that is broken. */
  readonly keyword: string;
  /** Place in the value as a JSON Pointer, where a schema's validator told it; of what is missing or too much, the place of the object that should differ. */
  readonly pointer?: string;
  /** Name of the member that is missing or too much there. */
  readonly member?: string;
  /** Where the keyword stands, as the validator tells it. */
  readonly schemaPath: string;
}

/** How many violations of one value are told; more help nobody. */
const MOST_VIOLATIONS = 20;

/** Turns a validator's errors into violations, those of alternatives that were not meant left out. */
export function toViolations(errors: readonly ErrorObject[] | null | undefined): Violation[] {
  return errors ? dropRejectedAlternatives(errors).slice(0, MOST_VIOLATIONS).map(toViolation) : [];
}

/**
 * What each alternative says of the very value that must choose among them is told by the choice's own error, which comes
 * after it. What one says of a part of it is kept: whoever sent that part meant that alternative.
 */
function dropRejectedAlternatives(errors: readonly ErrorObject[]): ErrorObject[] {
  // From the last to the first, and so once: a body of a million wrong items has a million errors.
  const chosen = new Set<string>();
  const kept: ErrorObject[] = [];
  for (const error of errors.toReversed()) {
    const { keyword, instancePath } = error;
    if (!isConsequence(error) && !chosen.has(instancePath)) kept.push(error);
    if (keyword === "oneOf" || keyword === "anyOf") chosen.add(instancePath);
  }
  return kept.toReversed();
}

/** `if` only says that `then` failed, which is told by the failure itself. */
function isConsequence(error: ErrorObject): boolean {
  return error.keyword === "if";
}

function toViolation(error: ErrorObject): Violation {
  const parent = toField(error.instancePath);
  const { keyword, schemaPath, params } = error;
  const missing: unknown = params["missingProperty"];
  const extra: unknown = params["additionalProperty"] ?? params["unevaluatedProperty"] ?? params["propertyName"];
  const own = typeof missing === "string" ? missing : typeof extra === "string" ? extra : undefined;
  return {
    field: own === undefined ? parent : joinField(parent, own),
    message: describe(error),
    keyword,
    pointer: error.instancePath,
    ...(own !== undefined && { member: own }),
    schemaPath,
  };
}

function describe({ keyword, params, message = "is not valid" }: ErrorObject): string {
  const allowed: unknown = params["allowedValues"];
  if (keyword === "required") return "is required";
  if (keyword === "additionalProperties" || keyword === "unevaluatedProperties") return "is not allowed";
  if (keyword === "enum" && Array.isArray(allowed)) return `must be one of: ${allowed.map(String).join(", ")}`;
  if (keyword === "const") return `must be ${JSON.stringify(params["allowedValue"])}`;
  if (keyword === "oneOf" && params["passingSchemas"] !== null) return "must match only one of the alternatives";
  if (keyword === "oneOf" || keyword === "anyOf") return "must match one of the alternatives";
  return message;
}

/** Writes a JSON Pointer as people write a place: `/connections/0/name` is `connections[0].name`. */
function toField(instancePath: string): string {
  return instancePath
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((field, step) => (/^\d+$/.test(step) ? `${field}[${step}]` : joinField(field, step)), "");
}

/** Adds a key to a place: `joinField("config", "host")` is `config.host`. */
export function joinField(parent: string, key: string): string {
  if (parent === "" || key === "") return parent + key;
  return key.startsWith("[") ? parent + key : `${parent}.${key}`;
}
