import { isJsonMediaType } from "../../openapi/media-type.js";
import type { Json } from "../../openapi/json.js";
import type { Operation } from "../../openapi/operation.js";
import { findReplyMediaType, findResponse } from "../../openapi/response.js";
import type { ApiDefinition, Conventions, WordedProblem } from "../api-definition.js";
import type { Credentials, Principal } from "../credentials.js";
import type { ProblemKind } from "../problem.js";
import type { Defaults } from "./create-defaults.js";
import { fillError } from "./fill-error.js";
import { INFERRED } from "./inferred.js";

/** Status, and others that documents have for the same, with the words of each kind of problem. */
const PROBLEMS: Readonly<
  Record<ProblemKind, { readonly statuses: readonly [number, ...number[]]; readonly message: string }>
> = {
  "unknown-path": { statuses: [404], message: "There is nothing at this path." },
  "method-not-allowed": { statuses: [405], message: "The path does not know this method." },
  "malformed-url": { statuses: [400, 404], message: "The URL is not well-formed." },
  "malformed-body": { statuses: [400, 422], message: "The body is not well-formed." },
  "unsupported-media-type": { statuses: [415, 400, 422], message: "The body's media type is not supported." },
  "body-too-large": { statuses: [413, 400], message: "The body is too large." },
  "invalid-request": { statuses: [400, 422], message: "The request is not valid." },
  unauthenticated: { statuses: [401, 403], message: "A valid credential is needed." },
  forbidden: { statuses: [403, 401], message: "The credential does not allow this." },
  "not-found": { statuses: [404, 410, 400, 422], message: "There is no such record." },
  conflict: { statuses: [409, 422, 412, 400], message: "The request conflicts with what is there." },
  "rate-limited": { statuses: [429, 503], message: "There were too many requests." },
  internal: { statuses: [500, 503], message: "Something went wrong inside." },
};

/** The definition of an API of which only the document is known. */
export function createDefaultDefinition(
  defaults: Defaults,
  credentials: Credentials<Principal> = ANYBODY,
): ApiDefinition {
  return {
    name: defaults.document.name,
    switches: {},
    conventions: createDefaultConventions(defaults),
    credentials,
    behaviours: {},
  };
}

/** Where nothing is said of credentials, one only has to be there. */
const ANYBODY: Credentials<Principal> = {
  choice: "any",
  schemes: {},
  toPrincipal: ({ name }) => ({ name: typeof name === "string" ? name : "anybody" }),
  toCredential: () => ({ kind: "opaque", value: "any", wrong: "any", headers: {} }),
};

function createDefaultConventions(defaults: Defaults): Conventions {
  const problems = Object.entries(PROBLEMS).map(([kind, { statuses, message }]) => [
    kind,
    { status: statuses[0], message, rules: [INFERRED] },
  ]);
  return {
    // One entry for each kind of PROBLEMS, which has them all.
    problems: Object.fromEntries(problems) as Conventions["problems"],
    findStatus: (kind, operation) => findDocumentedStatus(operation, PROBLEMS[kind].statuses),
    errorBody(problem, operation) {
      const { status } = problem;
      const response = operation && findResponse(operation.responses, status);
      const mediaType = response && findReplyMediaType(response);
      if (!operation || !response) return toPlainError(problem);
      // The document says that nothing comes with that status.
      if (mediaType === undefined) return undefined;
      const made = defaults.makeBody(operation, status);
      if (!isJsonMediaType(mediaType) && typeof made === "string") return problem.message;
      return fillError(defaults.context, { operation, response, mediaType }, problem);
    },
  };
}

/** The first of some statuses that an operation documents by itself, else the first that a range or the default covers. */
function findDocumentedStatus({ responses }: Operation, statuses: readonly number[]): number | undefined {
  const exact = statuses.find((status) => responses.some((response) => response.status === String(status)));
  return exact ?? statuses.find((status) => findResponse(responses, status) !== undefined);
}

/** An error of which no document says what it is like (RFC 9457). */
function toPlainError({ kind, status, message, fields }: WordedProblem): Json {
  return {
    type: "about:blank",
    title: kind,
    status,
    detail: message,
    ...(fields.length > 0 && { errors: fields.map((field) => ({ ...field })) }),
  };
}
