import type { BehaviourReply } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import type { Json } from "../openapi/json.js";
import { isSharedWith } from "./supervity-accounts.js";
import { getActiveOrganisation } from "./supervity-credentials.js";
import type { AccountRecord, TeamRecord } from "./supervity-records.js";
import type { SupervityCall } from "./supervity-switches.js";

/** Replaces the teams that share an account of the caller (S-PATCH-1 to S-PATCH-7). */
export function updateAccountSharing(call: SupervityCall): BehaviourReply {
  const requested = readTeamKeys(call.body);
  const account = getOwnAccount(call);
  const unknown = findUnknownTeamKeys(call, requested ?? []);
  if (call.switches.unknownTeamKey === "refuse") refuseTeamKeys(requested ?? [], unknown);
  const sharedTeamKeys = [...new Set(requested)];
  const updatedAt = call.world.timestampAfter(account.updatedAt);
  call.world.collection<AccountRecord>("accounts").replace({ ...account, sharedTeamKeys, updatedAt });
  return {
    status: 200,
    body: { success: true, message: "Account sharing updated", sharedTeamKeys },
    rules: [
      ...call.principal.organisationRules,
      "S-PATCH-1.replace",
      ...(requested && requested.length > 1 ? ["S-PATCH-1.order"] : []),
      ...(requested ? [] : ["S-PATCH-2"]),
      ...(unknown.size > 0 ? ["S-PATCH-4"] : []),
      "S-PATCH-7",
    ],
  };
}

/** The body's list; `undefined` when it has none, which only the switch `missingShareList=empty` lets pass. */
function readTeamKeys(body: Json | undefined): string[] | undefined {
  const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
  const keys = isObject ? body["shareWithTeamKeys"] : undefined;
  return Array.isArray(keys) ? keys.filter((key) => typeof key === "string") : undefined;
}

/** The account of the path. What the caller cannot see does not exist; what is only shared is not the caller's to share. */
function getOwnAccount({ params, principal, world }: SupervityCall): AccountRecord {
  const account = world.collection<AccountRecord>("accounts").find(params.path["accountId"] ?? "");
  if (account?.organisation === getActiveOrganisation(principal)) {
    if (account.owner === principal.userId) return account;
    if (isSharedWith(principal, account)) {
      throw new Problem("forbidden", {
        message: "Only the owner may change an account's sharing",
        rules: ["S-PATCH-6"],
      });
    }
  }
  throw new Problem("not-found", { message: "Account not found", rules: ["S-PATCH-6"] });
}

function findUnknownTeamKeys({ principal, world }: SupervityCall, keys: readonly string[]): Set<string> {
  const teams = world.collection<TeamRecord>("teams").listBy("organisation", getActiveOrganisation(principal));
  const known = new Set(teams.map(({ key }) => key));
  return new Set(keys.filter((key) => !known.has(key)));
}

function refuseTeamKeys(keys: readonly string[], unknown: ReadonlySet<string>): void {
  if (unknown.size === 0) return;
  const fields = keys.flatMap((key, index) =>
    unknown.has(key) ? [{ field: `shareWithTeamKeys[${index}]`, message: "is no team of this organisation" }] : [],
  );
  throw new Problem("invalid-request", { fields, rules: ["S-PATCH-4"] });
}
