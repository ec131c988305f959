import type { BehaviourReply } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import { listConnectedActions, listOwnAccounts } from "./supervity-accounts.js";
import type { AccountRecord, ConnectedActionRecord } from "./supervity-records.js";
import type { SupervityCall } from "./supervity-switches.js";

/** Disconnects one action, or all, of the caller's accounts of an integration (S-DEL-1 to S-DEL-6). */
export function disconnectAction(call: SupervityCall): BehaviourReply {
  const { integrationSlug = "", actionName = "" } = call.params.path;
  if (!call.world.collection("integrations").find(integrationSlug)) {
    throw new Problem("not-found", { message: "Integration not found", rules: ["S-DEL-3"] });
  }
  // The route has no account, so it means every account of the integration (S-DEL-5).
  const accounts = listOwnAccounts(call).filter((account) => account.integrationSlug === integrationSlug);
  const connected = listConnectedActions(call, accounts);
  return actionName === "all"
    ? disconnectAll(call, accounts, connected)
    : disconnectOne(call, accounts, connected, `${integrationSlug}.${actionName}`);
}

function disconnectAll(
  call: SupervityCall,
  accounts: readonly AccountRecord[],
  connected: readonly ConnectedActionRecord[],
): BehaviourReply {
  const count = new Set(connected.map(({ action }) => action)).size;
  removeAccounts(call, accounts);
  return {
    status: 200,
    body: { success: true, message: "All actions disconnected", count },
    rules: [
      ...call.principal.organisationRules,
      "S-DEL-2.success",
      "S-DEL-2.count",
      ...(count < connected.length ? ["S-DEL-2.distinct"] : []),
      ...(count === 0 ? ["S-DEL-3"] : []),
    ],
  };
}

function disconnectOne(
  call: SupervityCall,
  accounts: readonly AccountRecord[],
  connected: readonly ConnectedActionRecord[],
  action: string,
): BehaviourReply {
  const named = connected.filter((record) => record.action === action);
  if (named.length === 0) throw new Problem("not-found", { message: "Action not found", rules: ["S-DEL-3"] });
  const records = call.world.collection<ConnectedActionRecord>("connectedActions");
  for (const { id } of named) records.delete(id);
  if (named.length === connected.length) removeAccounts(call, accounts);
  return {
    status: 200,
    body: { success: true, message: "Action disconnected" },
    rules: [...call.principal.organisationRules, "S-DEL-1", "S-DEL-2.success"],
  };
}

/** Removes accounts, and with each what it allows. */
function removeAccounts({ world }: SupervityCall, accounts: readonly AccountRecord[]): void {
  const records = world.collection<AccountRecord>("accounts");
  for (const { id } of accounts) records.delete(id);
}
