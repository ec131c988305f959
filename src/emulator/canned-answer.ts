import type { Json } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import { findReplyMediaType, findResponse, type Response } from "../openapi/response.js";
import type { Answer } from "./answer.js";
import { challenge } from "./authenticate.js";
import { Problem, type ProblemKind } from "./problem.js";
import type { ServedApi } from "./served-api.js";

/** What is to be answered without the operation being done. */
export interface CannedWish {
  readonly status?: number | undefined;
  /** Name of a documented example. */
  readonly example?: string | undefined;
  /** Of an error, in place of the API's own. */
  readonly message?: string | undefined;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
}

/** An answer out of the document and the API's conventions alone: an error in the API's own words, or a documented example. */
export function writeCannedAnswer(api: ServedApi, operation: Operation, wish: CannedWish): Answer {
  const headers = listHeaders(operation, wish);
  const status = wish.status ?? getSuccess(operation);
  const response = findResponse(operation.responses, status);
  if (wish.example !== undefined)
    return { status, headers, rules: [], body: getExample(operation, status, wish.example) };
  if (status >= 400) return { status, headers, rules: [], body: wordError(api, operation, status, wish) };
  return {
    status,
    headers,
    rules: [],
    body: response && (findFirstExample(response) ?? api.defaults?.makeBody(operation, status)),
  };
}

function listHeaders(operation: Operation, { status, retryAfter }: CannedWish): Record<string, string> {
  const seconds = retryAfter ?? (status === 429 || status === 503 ? 1 : undefined);
  return {
    ...(seconds !== undefined && { "retry-after": String(seconds) }),
    ...(status === 401 && operation.security.length > 0 && { "www-authenticate": challenge(operation) }),
  };
}

/** The status of the operation's first documented success. */
function getSuccess({ responses }: Operation): number {
  const documented = responses.find(({ status }) => status.startsWith("2"));
  return Number(documented?.status.replaceAll("X", "0") ?? 200);
}

function getExample({ responses, id }: Operation, status: number, name: string): Json {
  const response = findResponse(responses, status);
  const example = response && findExamples(response).get(name);
  if (example !== undefined) return example;
  const names = response ? [...findExamples(response).keys()].join(", ") : "";
  throw new Problem("invalid-request", {
    message: `${id} has no example ${JSON.stringify(name)} for status ${status}; it has: ${names || "none"}`,
  });
}

function findFirstExample(response: Response): Json | undefined {
  return findExamples(response).values().next().value;
}

function findExamples(response: Response): ReadonlyMap<string, Json> {
  return response.examples.get(findReplyMediaType(response) ?? "") ?? new Map();
}

function wordError(
  { definition }: ServedApi,
  operation: Operation,
  status: number,
  { message }: CannedWish,
): Json | undefined {
  const { conventions } = definition;
  const { problems } = conventions;
  const kind = findKind(problems, status);
  return conventions.errorBody({ kind, status, message: message ?? problems[kind].message, fields: [] }, operation);
}

/** The kind of problem that an API answers with a status; of those that it never answers, the nearest. */
function findKind(problems: ServedApi["definition"]["conventions"]["problems"], status: number): ProblemKind {
  const entries = Object.entries(problems) as [ProblemKind, { readonly status: number }][]; // whose keys are all kinds
  // Of two kinds with one status the one that belongs to a record, not to the URL, is meant.
  const order: readonly ProblemKind[] = ["not-found", "invalid-request", "unauthenticated"];
  const preferred = order.find((kind) => problems[kind].status === status);
  const same = entries.find(([, convention]) => convention.status === status);
  return preferred ?? same?.[0] ?? (status >= 500 ? "internal" : "invalid-request");
}
