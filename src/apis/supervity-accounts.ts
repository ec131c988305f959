import type { Call } from "../emulator/behaviour.js";
import { getActiveOrganisation, type SupervityPrincipal } from "./supervity-credentials.js";
import type { AccountRecord, ConnectedActionRecord } from "./supervity-records.js";

/** A call whose account records are asked for. */
type AccountCall = Pick<Call<SupervityPrincipal>, "principal" | "world">;

/** The caller's own accounts in the active organisation, in the order in which they were connected. */
export function listOwnAccounts({ principal, world }: AccountCall): AccountRecord[] {
  const organisation = getActiveOrganisation(principal);
  const owned = world.collection<AccountRecord>("accounts").listBy("owner", principal.userId);
  return owned.filter((account) => account.organisation === organisation);
}

/** Other people's accounts of the active organisation that are shared with a team of the caller. */
export function listSharedAccounts({ principal, world }: AccountCall): AccountRecord[] {
  const accounts = world.collection<AccountRecord>("accounts").listBy("organisation", getActiveOrganisation(principal));
  return accounts.filter((account) => account.owner !== principal.userId && isSharedWith(principal, account));
}

/** Whether an account is shared with a team to which a principal belongs in the account's organisation. */
export function isSharedWith({ memberships }: SupervityPrincipal, account: AccountRecord): boolean {
  const membership = memberships.find(({ organisation }) => organisation === account.organisation);
  return membership?.teamKeys.some((key) => account.sharedTeamKeys.includes(key)) ?? false;
}

/** What some accounts allow, account by account; an action may be there once for each of them. */
export function listConnectedActions(
  { world }: AccountCall,
  accounts: readonly AccountRecord[],
): ConnectedActionRecord[] {
  const connected = world.collection<ConnectedActionRecord>("connectedActions");
  return accounts.flatMap(({ id }) => connected.listBy("account", id));
}
