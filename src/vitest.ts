import { expect, test as base } from "vitest";
import type { ExpectedRequest } from "./test-kit/expected-request.js";
import { matchers, type ExpectedTurn } from "./test-kit/matchers.js";
import type { Standin } from "./test-kit/standin.js";
import { openTestServer, type TestOptions } from "./test-kit/test-server.js";
import { openTestSession } from "./test-kit/test-session.js";

export { expect };
export type { Change, Exchange, ExchangedReply, ExchangedRequest } from "./test-kit/exchange.js";
export type { ExpectedRequest } from "./test-kit/expected-request.js";
export type { ExpectedTurn } from "./test-kit/matchers.js";
export type { SessionClock, SessionFaults, Standin } from "./test-kit/standin.js";
export type { TestOptions } from "./test-kit/test-server.js";

declare module "vitest" {
  interface Matchers<T> {
    /** Whether the session received a request of an operation, `api.operationId` or `operationId`. */
    toHaveReceived: T extends Standin ? (operation: string, request?: ExpectedRequest) => Promise<void> : never;
    /** Whether the session received exactly so many of them. */
    toHaveReceivedTimes: T extends Standin
      ? (operation: string, times: number, request?: ExpectedRequest) => Promise<void>
      : never;
    /** Whether the session received requests one after the other; others may have come in between. */
    toHaveReceivedInOrder: T extends Standin ? (turns: readonly ExpectedTurn[]) => Promise<void> : never;
  }
}

expect.extend(matchers);

/** Vitest's `test` with `standin`: a session of a stand-in for each test, removed after it. */
export const test = createTest();

/** Vitest's `test` with `standin`, which begins or is made as the options say. */
export function createTest(options: TestOptions = {}) {
  return (
    base
      // Vitest reads which fixtures one needs from its pattern, and takes nothing else for none.
      // oxlint-disable-next-line no-empty-pattern
      .extend("standinServer", { scope: "worker" }, async ({}, { onCleanup }) => {
        const server = await openTestServer(options);
        onCleanup(server.close);
        return server;
      })
      .extend("standin", async ({ standinServer, task }, { onCleanup }): Promise<Standin> => {
        const session = await openTestSession(standinServer, task.name, options);
        onCleanup(session.remove);
        return session;
      })
  );
}
