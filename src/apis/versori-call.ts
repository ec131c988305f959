import type { SwitchDefinitions, SwitchValues } from "../emulator/api-definition.js";
import type { Call } from "../emulator/behaviour.js";
import type { VersoriPrincipal } from "./versori-credentials.js";

/** The rules of Versori that a user can switch. */
export const versoriSwitches = {
  primaryConnection: { rule: "V-CON-6", values: ["listed", "implied"] },
  uniqueConnectionName: { rule: "V-CON-7", values: ["off", "on"] },
  secondActivation: { rule: "V-ACT-1", values: ["allow", "conflict"] },
} as const satisfies SwitchDefinitions;

/** The values of Versori's switches. */
export type VersoriSwitchValues = SwitchValues<typeof versoriSwitches>;

/** A call of one of Versori's operations. */
export type VersoriCall = Call<VersoriPrincipal, VersoriSwitchValues>;
