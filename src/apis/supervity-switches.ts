import type { SwitchDefinitions, SwitchValues } from "../emulator/api-definition.js";
import type { Call } from "../emulator/behaviour.js";
import type { SupervityPrincipal } from "./supervity-credentials.js";

/** Supervity's rules that a user can switch, the default first. */
export const supervitySwitches = {
  sharedAccounts: { rule: "S-ME-1", values: ["own", "list"] },
  missingShareList: { rule: "S-PATCH-2", values: ["refuse", "empty"] },
  unknownTeamKey: { rule: "S-PATCH-4", values: ["refuse", "accept"] },
  rateLimit: { rule: "S-RATE", values: ["off", "documented"] },
} as const satisfies SwitchDefinitions;

/** A call of one of Supervity's operations. */
export type SupervityCall = Call<SupervityPrincipal, SwitchValues<typeof supervitySwitches>>;
