import type { BehaviourReply } from "../emulator/behaviour.js";
import { listConnectedActions, listOwnAccounts, listSharedAccounts } from "./supervity-accounts.js";
import type { AccountRecord, ActionRecord, IntegrationRecord } from "./supervity-records.js";
import type { SupervityCall } from "./supervity-switches.js";

/** The caller's accounts and the actions that they allow (S-ME-1 to S-ME-5). */
export function getMyIntegrations(call: SupervityCall): BehaviourReply {
  const own = listOwnAccounts(call);
  const listsShared = call.switches.sharedAccounts === "list";
  // Whether shared accounts were left out matters only where nothing weaker decides already: in an empty answer.
  const shared = listsShared || own.length === 0 ? listSharedAccounts(call) : [];
  const accounts = listsShared ? [...own, ...shared] : own;
  const userActions = listUserActions(call, accounts);
  return {
    status: 200,
    body: { integrations: accounts.map(showAccount), userActions },
    rules: [
      ...call.principal.organisationRules,
      "S-ME-1.own",
      ...(shared.length > 0 ? ["S-ME-1.shared"] : []),
      ...(accounts.length > 0 ? ["S-ME-2", "S-ME-5.baseUrl"] : ["S-ME-3"]),
      ...(hasSameIntegrationTwice(accounts) ? ["S-ME-4"] : []),
      ...(userActions.some(hasGap) ? ["S-ME-5.empty"] : []),
    ],
  };
}

function showAccount({ id, accountIdentifier, integrationSlug, baseUrl, sharedTeamKeys }: AccountRecord) {
  return { id, accountIdentifier, integrationSlug, baseUrl, sharedTeamKeys };
}

/** An action as the API shows it, with the integration to which it belongs. */
type UserAction = ReturnType<typeof showAction>;

/** Each action that the accounts allow, once (S-ME-4). */
function listUserActions(call: SupervityCall, accounts: readonly AccountRecord[]): UserAction[] {
  const ids = new Set(listConnectedActions(call, accounts).map(({ action }) => action));
  const actions = call.world.collection<ActionRecord>("actions");
  const integrations = call.world.collection<IntegrationRecord>("integrations");
  return [...ids].flatMap((id) => {
    const action = actions.find(id);
    const group = action && integrations.find(action.integrationSlug);
    return action && group ? [showAction(action, group)] : [];
  });
}

function showAction(action: ActionRecord, group: IntegrationRecord) {
  return {
    action: {
      name: action.name,
      displayName: action.displayName,
      description: action.description,
      documentation: action.documentation,
      notes: action.notes,
    },
    group: {
      name: group.slug,
      displayName: group.displayName,
      description: group.description,
      notes: group.notes,
    },
  };
}

function hasSameIntegrationTwice(accounts: readonly AccountRecord[]): boolean {
  return new Set(accounts.map(({ integrationSlug }) => integrationSlug)).size < accounts.length;
}

/** Whether an action shows something that it does not have as empty (S-ME-5). */
function hasGap({ action, group }: UserAction): boolean {
  const texts = [action.description, action.notes, group.description, group.notes];
  return action.documentation.length === 0 || texts.includes("");
}
