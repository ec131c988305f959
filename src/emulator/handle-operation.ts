import type { Operation } from "../openapi/operation.js";
import type { Clock } from "../world/clock.js";
import type { Change, Committed, Mark } from "../world/world.js";
import type { Answer } from "./answer.js";
import { authenticate, type AuthMode } from "./authenticate.js";
import type { BehaviourReply } from "./behaviour.js";
import { attempt, isPending, whenReady, type Awaitable } from "./awaitable.js";
import { createChangeMemory } from "./change-memory.js";
import { refuseUnacceptable } from "./choose-body.js";
import type { ConstantMemory } from "./constant-memory.js";
import { createCredentialContext } from "./credential-context.js";
import type { Principal } from "./credentials.js";
import type { Keeper } from "./keeper.js";
import type { Log } from "./log.js";
import { Problem } from "./problem.js";
import { readRequest } from "./read-request.js";
import type { ReceivedRequest } from "./received-request.js";
import { runBehaviour, type Observe } from "./run-behaviour.js";
import type { ServedApi } from "./served-api.js";
import type { Session } from "./session.js";
import type { TokenReader } from "./token-reader.js";
import { validateRequest } from "./validate-request.js";
import { wordProblem } from "./word-problem.js";

/** What handling an operation needs of its emulator. */
export interface OperationHost {
  readonly auth: AuthMode;
  readonly tokens: TokenReader;
  readonly log: Log;
  /** Resolves once what was done to a session's records is safe, at once for a session that is not kept; rejects when it had to be undone. */
  keepRecords: Keeper["keepRecords"];
  /** Counts those that come to their Worlds, whichever these are. */
  nextTurn(): number;
}

/** A request that has found its operation. */
export interface OperationRequest {
  readonly api: ServedApi;
  readonly operation: Operation;
  readonly request: ReceivedRequest;
  readonly pathTexts: Readonly<Record<string, string>>;
  readonly session: Session;
  /** The one reading of the session's clock by which the request is judged and done. */
  readonly clock: Clock;
}

/** How handling an operation came out. */
export interface Outcome {
  readonly answer: Answer;
  /** Name of the principal, where one was accepted. */
  readonly principal: string | undefined;
  readonly changes: readonly Change[];
  /** What is known of the records that they made. */
  readonly made?: ConstantMemory;
  /** The World as the behaviour found it, and as it left it. */
  readonly before: Mark;
  readonly after: Mark;
  /** Its place in the order in which requests came to their Worlds. */
  readonly turn: number;
}

/**
 * The life of a request that has found its operation, from its credential to its answer; nothing is thrown out of here.
 * The outcome is there at once unless something has to be waited for: a new token, a change that is to be kept.
 */
export function handleOperation(host: OperationHost, asked: OperationRequest, observe?: Observe): Awaitable<Outcome> {
  const progress: Progress = { principal: undefined, moment: undefined };
  try {
    // Written out where most wait for nothing: functions made anew for each request took a sixteenth of a read in process.
    const principal = admit(host, asked);
    const outcome = isPending(principal)
      ? principal.then((known) => perform(host, asked, known, progress, observe))
      : perform(host, asked, principal, progress, observe);
    return isPending(outcome) ? outcome.catch((error: unknown) => refuse(host, asked, progress, error)) : outcome;
  } catch (error) {
    return refuse(host, asked, progress, error);
  }
}

/** How far a request has come. */
interface Progress {
  principal: string | undefined;
  moment: Moment | undefined;
}

/** Where a session's World stands when a request comes to it, and which one in a row that is. */
type Moment = Pick<Outcome, "before" | "turn">;

function perform(
  host: OperationHost,
  { api, operation, request, pathTexts, session, clock }: OperationRequest,
  principal: Principal,
  progress: Progress,
  observe: Observe | undefined,
): Awaitable<Outcome> {
  progress.principal = principal.name;
  const read = readRequest(operation, request, pathTexts);
  validateRequest(api, operation, read);
  refuseUnacceptable(operation, read.accept);
  // Nothing may come between this and the transaction, so nothing is waited for.
  const moment = takeTurn(host, session);
  progress.moment = moment;
  const committed = runBehaviour({ api, operation, session, clock, principal, read }, observe);
  if (!isPending(committed)) return keep(host, session, principal, moment, committed);
  return committed.then((done) => keep(host, session, principal, moment, done));
}

function keep(
  host: OperationHost,
  session: Session,
  { name: principal }: Principal,
  { before, turn }: Moment,
  { result, changes, after }: Committed<BehaviourReply>,
): Awaitable<Outcome> {
  const { status, body, headers = NO_HEADERS, rules, stream, isUndocumented = false } = result;
  const plain = { status, body, headers, rules, isUndocumented };
  const answer = stream ? { ...plain, stream } : plain;
  if (changes.length === 0) return { answer, principal, changes, before, turn, after };
  const made = createChangeMemory(changes);
  const outcome = { answer, principal, changes, made, before, turn, after };
  return whenReady(host.keepRecords(session, { before, changes, made }), () => outcome);
}

const NO_HEADERS = {};

function refuse(
  host: OperationHost,
  { api, operation, session }: OperationRequest,
  { principal, moment = takeTurn(host, session) }: Progress,
  error: unknown,
): Outcome {
  const problem = toProblem(error, `${api.name}.${operation.id}`, host.log);
  return { answer: wordProblem(api, problem, operation), principal, changes: [], ...moment, after: moment.before };
}

/** Where a session's World stands when a request comes to it. */
export function takeTurn({ nextTurn }: Pick<OperationHost, "nextTurn">, { world }: Session): Moment {
  return { before: world.mark(), turn: nextTurn() };
}

/** The answer to a request that is refused whatever its body says; `undefined` when that is still to be seen. */
export function refuseOperation(host: OperationHost, asked: OperationRequest): Awaitable<Answer | undefined> {
  const { api, operation } = asked;
  return attempt<Answer | undefined>(
    () => whenReady(admit(host, asked), () => undefined),
    (error) => wordProblem(api, toProblem(error, `${api.name}.${operation.id}`, host.log), operation),
  );
}

/** Finds out who sends a request. @throws Problem when it is nobody who may. */
function admit(
  host: OperationHost,
  { api, operation, request, session, clock }: OperationRequest,
): Awaitable<Principal> {
  const context = createCredentialContext(api, session.world, host.tokens, clock);
  return authenticate(api, operation, request, context, host.auth);
}

/** Whatever is thrown that is no problem of the request is a fault of ours: it is logged, and the caller hears only of a 500. */
function toProblem(error: unknown, operation: string, log: Log): Problem {
  if (error instanceof Problem) return error;
  log({ level: "error", message: `${operation} failed: ${String(error)}`, fields: { operation, error } });
  return new Problem("internal");
}
