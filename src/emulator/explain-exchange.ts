import { findResponse } from "../openapi/response.js";
import type { Evidence } from "../openapi/evidence.js";
import type { Lookup } from "./explain-lookups.js";
import { explainViolations, type ExplainedViolation } from "./explain-violations.js";
import { handleOperation, type OperationHost, type OperationRequest, type Outcome } from "./handle-operation.js";
import type { JournalEntry } from "./journal.js";
import { Problem } from "./problem.js";
import { readRequest, type ReadRequest } from "./read-request.js";
import { receiveRequest } from "./received-request.js";
import { route, type Router } from "./route.js";
import type { Session } from "./session.js";
import { watchBehaviour } from "./watch-behaviour.js";

/** At which step of its life a request got its answer. */
export type Step = "session" | "route" | "injection" | "credential" | "reading" | "validation" | "behaviour";

/** Why an exchange was answered as it was. */
export interface Explanation {
  readonly step: Step;
  /** The response that the document has for the status. */
  readonly response: { readonly status: string; readonly evidence: Evidence; readonly rule?: string } | undefined;
  /** The rules that decided the answer. */
  readonly rules: readonly { readonly id: string; readonly evidence: Evidence; readonly about: string }[];
  readonly violations: readonly ExplainedViolation[];
  /** What the behaviour looked for among the records, in order; the last one most often decided. */
  readonly lookups: readonly Lookup[];
  /** The fields of the request that nobody read; `undefined` when the behaviour was never asked. */
  readonly unread: readonly string[] | undefined;
  /** In what its being done again came out otherwise; `undefined` when it was not done again. */
  readonly differences: readonly string[] | undefined;
}

/** What explaining needs of its emulator. */
export interface ExplainHost extends Pick<OperationHost, "auth" | "tokens"> {
  readonly router: Router;
}

/**
 * Explains a session's exchange: does it again, in a World of its own that starts where the exchange found the session's,
 * and watches. Nothing else comes of it.
 */
export async function explainExchange(host: ExplainHost, session: Session, entry: JournalEntry): Promise<Explanation> {
  const request = receiveRequest(entry.request);
  const found = route(host.router, request);
  const api = found.api;
  const rules = entry.rules.flatMap((id) => {
    const rule = api && Object.hasOwn(api.document.rules, id) ? api.document.rules[id] : undefined;
    return rule ? [{ id, evidence: rule.evidence, about: rule.about }] : [];
  });
  const nothing = {
    response: undefined,
    rules,
    violations: [],
    lookups: [],
    unread: undefined,
    differences: undefined,
  };
  if (entry.isBroken) return { ...nothing, step: "reading" };
  if (!("operation" in found)) return { ...nothing, step: "route" };
  if (entry.operation === undefined) return { ...nothing, step: "session" };
  const response = describeResponse(found.operation, entry.reply.status);
  if (entry.injected?.hidesAnswer === true) return { ...nothing, response, step: "injection" };
  const { now, frozen } = entry.clock;
  const clock = { now: () => now, frozen };
  const own = { ...session, world: session.world.fork(clock, entry.before) };
  const again = await watchAgain(host, { ...found, request, session: own, clock });
  return { ...again, response, rules, differences: compare(entry, again.outcome) };
}

type Watched = Pick<Explanation, "step" | "violations" | "lookups" | "unread"> & { readonly outcome: Outcome };

async function watchAgain({ auth, tokens }: ExplainHost, asked: OperationRequest): Promise<Watched> {
  const { api, operation, request } = asked;
  const watch = watchBehaviour(api);
  const nothing = { log: () => {}, keepRecords: () => Promise.resolve(), nextTurn: () => 0 };
  const outcome = await handleOperation({ auth, tokens, ...nothing }, { ...asked, api: watch.api }, watch.observe);
  const isAsked = watch.isAsked();
  const read = outcome.principal === undefined ? undefined : tryToRead(asked);
  const violations = read && !isAsked ? explainViolations(api, operation, read) : [];
  // A field that stands in the reply was read for it.
  JSON.stringify(outcome.answer.body);
  const undocumented = request.query.filter(([name]) => !isKnown(asked, name)).map(([name]) => `query.${name}`);
  const unread = isAsked ? [...watch.listUnread(), ...new Set(undocumented)] : undefined;
  return { step: findStep(outcome, isAsked, violations), violations, lookups: watch.listLookups(), unread, outcome };
}

function tryToRead({ operation, request, pathTexts }: OperationRequest): ReadRequest | undefined {
  try {
    return readRequest(operation, request, pathTexts);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** Whether a query parameter is one of the operation's, or carries a credential. */
function isKnown({ operation: { parameters, security } }: OperationRequest, name: string): boolean {
  return (
    parameters.some((parameter) => parameter.location === "query" && parameter.name === name) ||
    security.flat().some(({ carrier }) => carrier.in === "query" && carrier.name === name)
  );
}

function findStep({ principal }: Outcome, isAsked: boolean, violations: readonly ExplainedViolation[]): Step {
  if (isAsked) return "behaviour";
  if (principal === undefined) return "credential";
  return violations.length > 0 ? "validation" : "reading";
}

function describeResponse({ responses }: OperationRequest["operation"], status: number): Explanation["response"] {
  const response = findResponse(responses, status);
  if (!response) return undefined;
  const { rule, evidence } = response;
  return { status: response.status, evidence, ...(rule !== undefined && { rule }) };
}

function compare({ request, reply, rules }: JournalEntry, { answer }: Outcome): string[] {
  const body = answer.body === undefined ? undefined : JSON.stringify(answer.body);
  const isBodyTold = request.method.toUpperCase() !== "HEAD";
  return [
    ...(answer.status === reply.status ? [] : [`the status is ${answer.status} now`]),
    ...(!isBodyTold || body === reply.body ? [] : ["the body is another now"]),
    ...(answer.rules.join() === rules.join() ? [] : [`the rules are ${answer.rules.join(", ") || "none"} now`]),
  ];
}
