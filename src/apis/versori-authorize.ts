import type { Access } from "../emulator/credentials.js";
import { Problem } from "../emulator/problem.js";
import type { VersoriPrincipal } from "./versori-credentials.js";
import { getOwn, OWNED, PATH_PARAMETERS } from "./versori-own.js";

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
 * Refuses a user's token where the organisation's own key is needed, and ids in the path that are not the organisation's.
 * @throws Problem forbidden (V-AUTH-3) or not-found
 */
export function authorizeVersori(
  principal: VersoriPrincipal,
  { operationId, path, context }: Access,
): VersoriPrincipal {
  if (principal.externalId !== undefined && OF_ORGANISATION.has(operationId)) {
    throw new Problem("forbidden", { message: "A user's token may not do this", rules: ["V-AUTH-3"] });
  }
  for (const name of OWNED) {
    const id = path[PATH_PARAMETERS[name]];
    // What has not the form of an id is told with all else that is wrong with the form.
    if (id !== undefined && isUlid(id)) getOwn({ principal, world: context }, name, id);
  }
  return principal;
}

function isUlid(text: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i.test(text);
}
