import type { BehaviourReply } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import { readBody, type VersoriCall } from "./versori-call.js";
import { getOwn, getOwnOfPath } from "./versori-own.js";

interface InitialiseOAuth2 {
  readonly credential: { readonly id: string; readonly organisationId: string };
  readonly authorizeUrl: string;
  readonly clientId: string;
  readonly scopes?: readonly string[];
  readonly disableOfflineAccess?: boolean;
  readonly prompt?: string;
  readonly additionalParams?: string;
}

/** Where the provider sends the browser back to; the vendor's own, made up (V-OAUTH-3). */
const REDIRECT_URI = "https://platform.versori.com/oauth2/callback";

/** Gives the address at which a user agrees to an OAuth 2 connection (V-OAUTH-1). */
export function initialiseOAuth2(call: VersoriCall): BehaviourReply {
  getOwnOfPath(call, "hubs");
  getOwnOfPath(call, "connectors");
  const request = readBody<InitialiseOAuth2>(call);
  getOwn(call, "organisations", request.credential.organisationId);
  const url = readUrl(request.authorizeUrl);
  const further = new URLSearchParams(request.additionalParams ?? "");
  const own = listOwn(request, further, call.world.ids.ulid());
  refuseConflict(own, further);
  for (const [name, value] of further) url.searchParams.append(name, value);
  for (const [name, value] of own) url.searchParams.set(name, value);
  return { status: 200, body: { url: url.href }, rules: ["V-OAUTH-1", "V-OAUTH-3"] };
}

/** The parameters that the call sets itself. */
function listOwn(
  { clientId, scopes = [], disableOfflineAccess = false, prompt }: InitialiseOAuth2,
  further: URLSearchParams,
  state: string,
): Map<string, string> {
  const asked = disableOfflineAccess || scopes.includes("offline_access") ? scopes : [...scopes, "offline_access"];
  const own = new Map([
    ["response_type", "code"],
    ["client_id", clientId],
    ["redirect_uri", REDIRECT_URI],
    ["scope", asked.join(" ")],
    ["state", state],
  ]);
  // A provider that is asked for approval by a parameter of its own is not to be asked for a prompt, too.
  const wanted = prompt ?? (further.has("approval_prompt") ? undefined : "login");
  return wanted === undefined ? own : own.set("prompt", wanted);
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "https:" || url?.protocol === "http:") return url;
  const fields = [{ field: "authorizeUrl", message: "is no address of the web" }];
  throw new Problem("invalid-request", { message: "The address cannot be used", rules: ["V-OAUTH-2.url"], fields });
}

function refuseConflict(own: ReadonlyMap<string, string>, further: URLSearchParams): void {
  const taken = [...new Set(further.keys())].filter((name) => own.has(name) || name === "prompt");
  if (taken.length === 0) return;
  const fields = taken.map((name) => ({ field: "additionalParams", message: `may not set ${name}` }));
  throw new Problem("invalid-request", { message: "A parameter is set twice", rules: ["V-OAUTH-2"], fields });
}
