import type { SwitchDefinitions, SwitchValues } from "../emulator/api-definition.js";
import type { Call } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import type { VersoriPrincipal } from "./versori-credentials.js";

/** The rules of Versori that a user can switch. */
export const versoriSwitches = {
  primaryConnection: { rule: "V-CON-6", values: ["listed", "implied"] },
  uniqueConnectionName: { rule: "V-CON-7", values: ["off", "on"] },
  secondActivation: { rule: "V-ACT-1", values: ["allow", "conflict"] },
  deployment: { rule: "V-DEPLOY", values: ["metadata", "outside"] },
} as const satisfies SwitchDefinitions;

/** The values of Versori's switches. */
export type VersoriSwitchValues = SwitchValues<typeof versoriSwitches>;

/** A call of one of Versori's operations. */
export type VersoriCall = Call<VersoriPrincipal, VersoriSwitchValues>;

/**
 * The body of a call, as its document describes it to the caller's type.
 * @throws Problem malformed-body when there is none: the document does not require one, V-JSON does
 */
export function readBody<Body extends object>({ body }: VersoriCall): Body {
  if (body === undefined) throw new Problem("malformed-body", { message: "A body is needed" });
  // Safe where the caller's type says what the document does: the body was held to it.
  return body as unknown as Body;
}
