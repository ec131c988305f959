import type { IssuedCredential } from "../emulator/issue-credential.js";
import { SESSION_HEADER } from "../emulator/session-selector.js";
import { ControlError, createControl } from "./control.js";
import { listExchanges, type Journal } from "./list-exchanges.js";
import type { Operations } from "./operations.js";
import { createSessionClock } from "./session-clock.js";
import { createSessionFaults } from "./session-faults.js";
import { createSessionName } from "./session-name.js";
import type { Standin } from "./standin.js";
import type { TestOptions, TestServer } from "./test-server.js";

/** A test's session, with what matchers ask of it. */
export interface TestSession extends Standin {
  readonly operations: Operations;
  readonly readJournal: () => Promise<Journal>;
  /** Removes it with all that is in it. */
  readonly remove: () => Promise<void>;
}

/** Makes a session for a test of that title. */
export async function openTestSession(
  server: TestServer,
  title: string,
  { seed, from }: TestOptions = {},
): Promise<TestSession> {
  const session = createSessionName(title);
  await server.control("PUT", `/sessions/${session}`, from === undefined ? {} : { from });
  const standin = createStandin(server, session);
  if (seed !== undefined) await standin.reset(seed);
  return standin;
}

function createStandin(server: TestServer, session: string): TestSession {
  const { origin, operations } = server;
  const control = createControl(server, session);
  const headers = { [SESSION_HEADER]: session };
  const readJournal = () => listExchanges(control, operations);
  return {
    session,
    headers,
    origin,
    operations,
    readJournal,
    url: (api) => `${origin}/__standin/s/${session}${operations.getBasePath(api)}`,
    fetch: (input, init) => server.fetch(redirect(new Request(toAbsolute(input, origin), init), origin, headers)),
    async credential(principal, wish = {}) {
      const [api = "", ...name] = principal.split(".");
      const as = name.length > 0 ? { as: name.join(".") } : {};
      const issued = await control("POST", "/tokens", { ...wish, ...as, api });
      return issued as unknown as IssuedCredential; // The control API holds its answers to its document.
    },
    async requests(operation) {
      const wanted = operation === undefined ? undefined : operations.resolve(operation);
      const { exchanges } = await readJournal();
      return exchanges.filter((exchange) => wanted === undefined || exchange.operation === wanted);
    },
    faults: createSessionFaults(control, operations),
    clock: createSessionClock(control),
    async reset(seed) {
      await control("POST", "/reset", seed === undefined ? {} : { seed });
    },
    remove: () => removeSession(server, session),
  };
}

/** Removes it unless that was done already, by the test itself or because its time was over. */
async function removeSession({ control }: TestServer, session: string): Promise<void> {
  try {
    await control("DELETE", `/sessions/${session}`);
  } catch (error) {
    if (!(error instanceof ControlError && error.status === 404)) throw error;
  }
}

function toAbsolute(input: Request | URL | string, origin: string): Request | URL | string {
  return typeof input === "string" && input.startsWith("/") ? origin + input : input;
}

/** The same request, to the stand-in and in the session. */
function redirect(request: Request, origin: string, headers: Readonly<Record<string, string>>): Request {
  const { pathname, search } = new URL(request.url);
  const redirected = new Request(origin + pathname + search, request);
  for (const [name, value] of Object.entries(headers)) redirected.headers.set(name, value);
  return redirected;
}
