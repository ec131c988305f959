import type { Operation } from "../openapi/operation.js";
import type { World } from "../world/world.js";
import type { Answer } from "./answer.js";
import { authenticate, type AuthMode } from "./authenticate.js";
import { createCredentialContext } from "./credential-context.js";
import type { Principal } from "./credentials.js";
import type { Log } from "./log.js";
import { Problem } from "./problem.js";
import { readRequest } from "./read-request.js";
import type { ReceivedRequest } from "./received-request.js";
import { runBehaviour } from "./run-behaviour.js";
import type { ServedApi } from "./served-api.js";
import { SESSION_HEADER, type Sessions } from "./sessions.js";
import { validateRequest } from "./validate-request.js";
import { wordProblem } from "./word-problem.js";

/** What handling an operation needs of its emulator. */
export interface OperationHost {
  readonly sessions: Sessions;
  readonly auth: AuthMode;
  readonly log: Log;
  /** Resolves once what was committed to the World is safe; at once for a World that is not kept. */
  keep(world: World): Promise<void>;
}

/** The life of a request that has found its operation, from its credential to its answer; nothing is thrown out of here. */
export async function handleOperation(
  host: OperationHost,
  api: ServedApi,
  operation: Operation,
  request: ReceivedRequest,
  pathTexts: Readonly<Record<string, string>>,
): Promise<Answer> {
  try {
    const { world, principal } = await admit(host, api, operation, request);
    const read = readRequest(operation, request, pathTexts);
    validateRequest(api, operation, read);
    const { result, changes } = runBehaviour(api, operation, world, principal, read);
    if (changes.length > 0) await host.keep(world);
    return { body: undefined, headers: {}, ...result };
  } catch (error) {
    return wordProblem(api, toProblem(error, `${api.name}.${operation.id}`, host.log));
  }
}

/** The answer to a request that is refused whatever its body says; `undefined` when that is still to be seen. */
export async function refuseOperation(
  host: OperationHost,
  api: ServedApi,
  operation: Operation,
  request: ReceivedRequest,
): Promise<Answer | undefined> {
  try {
    await admit(host, api, operation, request);
    return undefined;
  } catch (error) {
    return wordProblem(api, toProblem(error, `${api.name}.${operation.id}`, host.log));
  }
}

interface Admitted {
  readonly world: World;
  readonly principal: Principal;
}

/** Finds the request's World, and who sends it. @throws Problem when there is none or nobody who may. */
async function admit(
  host: OperationHost,
  api: ServedApi,
  operation: Operation,
  request: ReceivedRequest,
): Promise<Admitted> {
  const world = host.sessions.enter(request.headers[SESSION_HEADER]);
  const context = createCredentialContext(api.name, world);
  return { world, principal: await authenticate(api, operation, request, context, host.auth) };
}

/** Whatever is thrown that is no problem of the request is a fault of ours: it is logged, and the caller hears only of a 500. */
function toProblem(error: unknown, operation: string, log: Log): Problem {
  if (error instanceof Problem) return error;
  log({ level: "error", message: `${operation} failed: ${String(error)}`, fields: { operation, error } });
  return new Problem("internal");
}
