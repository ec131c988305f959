import { expect as baseExpect, test as base } from "@playwright/test";
import { matchers } from "./test-kit/matchers.js";
import type { Standin } from "./test-kit/standin.js";
import { openTestServer, type TestOptions, type TestServer } from "./test-kit/test-server.js";
import { openTestSession } from "./test-kit/test-session.js";

export type { Change, Exchange, ExchangedReply, ExchangedRequest } from "./test-kit/exchange.js";
export type { ExpectedRequest } from "./test-kit/expected-request.js";
export type { ExpectedTurn } from "./test-kit/matchers.js";
export type { SessionClock, SessionFaults, Standin } from "./test-kit/standin.js";
export type { TestOptions } from "./test-kit/test-server.js";

/** Playwright's `expect`, which can tell as well what the session of a test received. */
export const expect = baseExpect.extend(matchers);

/**
 * Playwright's `test` with `standin`, a session of a stand-in for each test, removed after it; `request` sends to it. Pages
 * and their contexts are as they were.
 */
export const test = createTest();

/** Playwright's `test` with `standin`, which begins or is made as the options say. */
export function createTest(options: TestOptions = {}) {
  return base.extend<{ standin: Standin }, { standinServer: TestServer }>({
    standinServer: [
      // Playwright reads which fixtures one needs from its pattern, and takes nothing else for none.
      // oxlint-disable-next-line no-empty-pattern
      async ({}, use) => {
        const server = await openTestServer(options);
        await use(server);
        await server.close();
      },
      { scope: "worker" },
    ],
    async standin({ standinServer }, use, { title }) {
      const session = await openTestSession(standinServer, title, options);
      await use(session);
      await session.remove();
    },
    async request({ playwright, standin, extraHTTPHeaders }, use) {
      const context = await playwright.request.newContext({
        baseURL: standin.origin,
        extraHTTPHeaders: { ...extraHTTPHeaders, ...standin.headers },
      });
      await use(context);
      await context.dispose();
    },
  });
}
