import type { Access } from "../emulator/credentials.js";
import { Problem } from "../emulator/problem.js";
import type { VersoriPrincipal } from "./versori-credentials.js";

/** What an organisation does itself; a user's token may not (V-AUTH-3). */
const OF_ORGANISATION: ReadonlySet<string> = new Set([
  "ListHubs",
  "CreateHub",
  "UpdateHubDetails",
  "DeleteHub",
  "ListEndUsers",
  "CreateIntegration",
  "ListIntegrations",
  "GetIntegration",
  "UpdateIntegration",
  "DeleteIntegration",
  "CreateHubConnectionTemplate",
  "ListIntegrationConnectionTemplates",
  "UpdateIntegrationMetadata",
]);

/**
 * Refuses a user's token where the organisation's own key is needed.
 * @throws Problem forbidden (V-AUTH-3), before anything is said of what is there
 */
export function authorizeVersori(principal: VersoriPrincipal, { operationId }: Access): VersoriPrincipal {
  if (principal.externalId === undefined || !OF_ORGANISATION.has(operationId)) return principal;
  throw new Problem("forbidden", { message: "A user's token may not do this", rules: ["V-AUTH-3"] });
}
