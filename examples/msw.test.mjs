// A test of your own: your code calls the real host, and the stand-in answers inside the test.
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { createEmulator } from "standin";
import { toMswHandlers } from "standin/msw";
import { loadApis } from "standin/node";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

const ACCOUNTS = "https://auto.supervity.ai/api/v1/integrations";
const ACCOUNT = "019d2470-0db1-7000-8591-0000000000a1";

const emulator = createEmulator({ apis: await loadApis(["supervity"]) });
const server = setupServer(...toMswHandlers(emulator));

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

/**
 * The code under test: shares an account with a team.
 * @param {string} account
 * @param {string} team
 * @param {Readonly<Record<string, string>>} headers
 */
async function share(account, team, headers) {
  const response = await fetch(`${ACCOUNTS}/accounts/${account}/sharing`, {
    method: "PATCH",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ shareWithTeamKeys: [team] }),
  });
  return response.ok;
}

test("an account is shared with a team that there is", async () => {
  const { headers } = await emulator.issueCredential("supervity", { as: "ada" });
  expect(await share(ACCOUNT, "support", headers)).toBe(true);
  const response = await fetch(`${ACCOUNTS}/me`, { headers });
  expect(await response.text()).toContain(`"sharedTeamKeys":["support"]`);
});

test("an account is not shared with a team that there is not", async () => {
  const { headers } = await emulator.issueCredential("supervity", { as: "ada" });
  expect(await share(ACCOUNT, "nobody", headers)).toBe(false);
});

test("one operation answers as this test wants it, once", async () => {
  server.use(
    http.patch(`${ACCOUNTS}/accounts/:account/sharing`, () => HttpResponse.json({}, { status: 503 }), { once: true }),
  );
  const { headers } = await emulator.issueCredential("supervity", { as: "ada" });
  expect(await share(ACCOUNT, "finance", headers)).toBe(false);
  expect(await share(ACCOUNT, "finance", headers)).toBe(true);
});
