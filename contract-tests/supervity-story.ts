import { expect } from "vitest";
import type { StoryReply, Tell } from "./story.js";

const ME = "GET /api/v1/integrations/me";
const GOOGLE_OF_ADA = "019d2470-0db1-7000-8591-0000000000a1";

/** What a user sees of Supervity, as far as the story looks at it. */
interface Me {
  readonly integrations: readonly { readonly id: string; readonly sharedTeamKeys: readonly string[] }[];
  readonly userActions: readonly {
    readonly group: { readonly name: string };
    readonly action: { readonly name: string };
  }[];
}

/**
 * An account of ada's is shared, seen by bob of the same team, revoked; then an action is disconnected, then all.
 * Needs `supervity.sharedAccounts=list`.
 */
export async function tellSupervityStory(tell: Tell): Promise<void> {
  const share = (teams: readonly string[]) =>
    tell(`PATCH /api/v1/integrations/accounts/${GOOGLE_OF_ADA}/sharing`, "supervity.ada", { shareWithTeamKeys: teams });
  const disconnect = (action: string) =>
    tell(`DELETE /api/v1/integrations/google-workspace/actions/${action}`, "supervity.ada");
  const look = async (principal: string) => readMe(await tell(ME, principal));

  expect(await look("supervity.bob")).toHaveProperty(["accounts", GOOGLE_OF_ADA], ["finance"]);
  expect((await share([])).status).toBe(200);
  expect((await look("supervity.bob")).accounts).not.toHaveProperty(GOOGLE_OF_ADA);
  expect((await share(["finance", "support", "finance"])).status).toBe(200);
  expect((await look("supervity.ada")).accounts).toHaveProperty(GOOGLE_OF_ADA, ["finance", "support"]);
  expect((await look("supervity.bob")).accounts).toHaveProperty(GOOGLE_OF_ADA, ["finance", "support"]);

  const [first, second] = (await look("supervity.ada")).actions.filter((action) => action.startsWith("google-"));
  const one = await disconnect(first?.split("/")[1] ?? "");
  expect(one).toMatchObject({ status: 200, body: { success: true } });
  expect(one.body).not.toHaveProperty("count");
  const left = (await look("supervity.ada")).actions;
  expect(left).toContain(second);
  expect(left).not.toContain(first);

  expect(await disconnect("all")).toMatchObject({ status: 200, body: { success: true, count: 1 } });
  const end = await look("supervity.ada");
  expect(end.actions.filter((action) => action.startsWith("google-"))).toEqual([]);
  expect(end.accounts).not.toHaveProperty(GOOGLE_OF_ADA);
  expect(await disconnect("all")).toMatchObject({ status: 200, body: { success: true, count: 0 } });
}

/** The teams with which each account is shared, by the account's id, and the actions as `integration/action`. */
function readMe({ status, body }: StoryReply) {
  expect(status).toBe(200);
  const { integrations, userActions } = body as Me; // by its document, which it keeps
  return {
    accounts: Object.fromEntries(integrations.map(({ id, sharedTeamKeys }) => [id, sharedTeamKeys])),
    actions: userActions.map(({ group, action }) => `${group.name}/${action.name}`),
  };
}
