import type { Operation } from "../openapi/operation.js";
import type { Answer } from "./answer.js";
import type { Problem } from "./problem.js";
import type { ServedApi } from "./served-api.js";

/** Gives a problem the status, words and form that its API's conventions have for it. */
export function wordProblem(api: ServedApi, { kind, details }: Problem, operation?: Operation): Answer {
  const { conventions } = api.definition;
  const convention = conventions.problems[kind];
  const documented = operation && conventions.findStatus?.(kind, operation);
  const status = details.status ?? documented ?? convention.status;
  const message = details.message ?? convention.message;
  return {
    status,
    body: conventions.errorBody({ kind, status, message, fields: details.fields ?? [] }, operation),
    headers: details.headers ?? {},
    rules: details.rules ?? convention.rules,
    ...(operation && conventions.findStatus && documented === undefined && { isUndocumented: true }),
  };
}

/** The answer to a path that is far from every API: it says which there are. */
export function wordUnknownPath(path: string, apis: readonly ServedApi[]): Answer {
  const served = Object.fromEntries(
    apis.map(({ name, basePaths: [first = ""] }) => [name, first === "" ? "/" : first]),
  );
  return {
    status: 404,
    body: { error: `No API is served at ${path.slice(0, 200)}.`, apis: served },
    headers: {},
    rules: [],
  };
}

/** A problem of a request that is far from every API. */
export function wordPlainProblem({ kind, details }: Problem): Answer {
  const status = details.status ?? (kind === "internal" ? 500 : 400);
  const body = { error: details.message ?? (kind === "internal" ? "The stand-in failed; its log says more." : kind) };
  return { status, body, headers: details.headers ?? {}, rules: [] };
}
