import type { Operation } from "../openapi/operation.js";
import type { Response } from "../openapi/response.js";
import type { ProvocationExtension } from "../openapi/standin-extension.js";
import type { Answer } from "./answer.js";
import { writeCannedAnswer } from "./canned-answer.js";
import { deriveErrors } from "./derive-errors.js";
import { toRequest, type Difference } from "./good-request.js";
import type { KnownError, ProvokingRequest } from "./known-error.js";
import { Problem, type ProblemKind } from "./problem.js";
import type { ServedApi } from "./served-api.js";
import { wordProblem } from "./word-problem.js";
import { weighEvidence } from "./write-reply.js";

/** Every error that an API gives: those of its operations as documented, and those that belong to none. `principal` is its fixture's first, where it has one. */
export function listKnownErrors(api: ServedApi, principal: string | null): KnownError[] {
  const ofOperations = api.document.operations.flatMap((operation) => listOfOperation(api, operation, principal));
  return [...ofOperations, ...listElsewhere(api)];
}

function listOfOperation(api: ServedApi, operation: Operation, principal: string | null): KnownError[] {
  const derived = deriveErrors(api, operation);
  return operation.responses
    .filter(({ status }) => /^[45]\d\d$/.test(status))
    .flatMap((response) => {
      const status = Number(response.status);
      const toState = (wanted: Difference) => toRequest(api, operation, principal, wanted);
      const ofDocument = derived
        .filter(({ answer }) => answer.status === status)
        .map(({ about, wanted, answer }) =>
          describe(api, operation, response, { about, answer, byState: toState(wanted) }),
        );
      const ofRules = response.provoked.provocations.map((provocation) => {
        const answer = toAnswer(api, operation, response, provocation);
        const { about, example } = provocation;
        return describe(api, operation, response, { about, answer, example, byState: toState(provocation) });
      });
      const all = [...ofDocument, ...ofRules];
      return all.length > 0 ? all : [describeUnprovoked(api, operation, response)];
    });
}

/** The answer that a provocation promises; its body is the example that shows it, or what the API says with that status. */
function toAnswer(
  api: ServedApi,
  operation: Operation,
  response: Response,
  { rules, example }: ProvocationExtension,
): Answer {
  const status = Number(response.status);
  return { ...writeCannedAnswer(api, operation, { status, example }), rules };
}

function describeUnprovoked(api: ServedApi, operation: Operation, response: Response): KnownError {
  const answer = writeCannedAnswer(api, operation, { status: Number(response.status) });
  const byState = response.provoked.unprovoked ?? "No request is known that comes to it.";
  const about = "Documented, and given when a fault or a preference asks for it.";
  return describe(api, operation, response, { about, answer, byState });
}

interface Described {
  readonly about: string;
  readonly answer: Answer;
  readonly byState: ProvokingRequest | string;
  readonly example?: string | undefined;
}

function describe(
  api: ServedApi,
  operation: Operation,
  response: Response,
  { about, answer, byState, example }: Described,
): KnownError {
  const { status, rules, body } = answer;
  const name = `${api.name}.${operation.id}`;
  return {
    api: api.name,
    operation: name,
    status,
    about,
    rules,
    evidence: weighEvidence(api, response, rules),
    body: body as KnownError["body"], // an error's body is JSON, whatever else an answer's may be
    byState,
    byPrefer: `code=${status}${example === undefined ? "" : `, example=${example}`}`,
    byFault: { operation: name, effect: { kind: "status", status }, which: { kind: "first", count: 1 } },
  };
}

/** Errors of requests that find no operation; nothing can be armed for them. */
function listElsewhere(api: ServedApi): KnownError[] {
  const [first] = api.document.operations;
  if (!first) return [];
  const good = toRequest(api, first, null, { principal: null, withoutBody: true });
  const taken = new Set(
    api.document.operations
      .filter(({ pathTemplate }) => pathTemplate === first.pathTemplate)
      .map(({ method }) => method),
  );
  const other = ["PUT", "PATCH", "DELETE", "POST", "GET"].find((method) => !taken.has(method));
  const path = good.path.replace(/[?].*$/, "").replace(/\/$/, "");
  const causes: [ProblemKind, string, ProvokingRequest][] = [
    ["unknown-path", "Nothing is documented at the path.", { ...good, method: "GET", path: `${path}/no/such/path` }],
    ["malformed-url", "The path is not well percent-encoded.", { ...good, method: "GET", path: `${path}/%zz` }],
  ];
  if (other !== undefined) {
    causes.push([
      "method-not-allowed",
      "The path is documented, but not with this method.",
      { ...good, method: other },
    ]);
  }
  return causes.map(([kind, about, byState]) => {
    const { status, rules, body } = wordProblem(api, new Problem(kind));
    const evidence = weighEvidence(api, undefined, rules);
    const example = body as KnownError["body"]; // an error's body is JSON
    const none = { operation: undefined, byPrefer: undefined, byFault: undefined };
    return { api: api.name, status, about, rules, evidence, body: example, byState, ...none };
  });
}
