import type { ApiDefinition } from "../emulator/api-definition.js";
import { ConfigurationError } from "../emulator/configuration-error.js";
import { Problem } from "../emulator/problem.js";
import type { ReceivedRequest } from "../emulator/received-request.js";
import { isSameText } from "./is-same-text.js";

/** What anybody may ask, so that it can be told from outside whether the stand-in is there. */
const OPEN: ReadonlySet<string | undefined> = new Set(["getHealth", "getVersion"]);

/**
 * Lets nobody use the control API but who may: callers on this machine, or those who send the control token where there
 * is one; and no page of another origin, which a developer's browser would let reach this machine.
 * @throws ConfigurationError when the token is empty.
 */
export function createGate(controlToken: string | undefined): NonNullable<ApiDefinition["admitCaller"]> {
  if (controlToken === "") throw new ConfigurationError("a control token can't be an empty text");
  return (request, operationId) => {
    // What comes from no connection comes from this very process.
    if (OPEN.has(operationId) || request.remoteAddress === undefined) return;
    refuseForeignPage(request);
    if (controlToken === undefined) refuseForeignCaller(request, request.remoteAddress);
    else requireToken(request, controlToken);
  };
}

/** A browser says whose page sent a request: by `Origin`, or where it sends none by `Sec-Fetch-Site` (Fetch Metadata). */
function refuseForeignPage({ headers }: ReceivedRequest): void {
  const { origin, host } = headers;
  const site = headers["sec-fetch-site"];
  const isForeign = origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host?.toLowerCase());
  if (isForeign) refuse(`A page of ${JSON.stringify(origin.slice(0, 100))} may not use the control API.`);
  if (site === "cross-site" || site === "same-site") refuse("A page of another origin may not use the control API.");
}

function refuseForeignCaller({ headers }: ReceivedRequest, remoteAddress: string): void {
  const advice = "Start the stand-in with STANDIN_CONTROL_TOKEN set, and send that as a bearer token.";
  // Who is behind a proxy on this machine may be anywhere.
  const isForwarded = headers["forwarded"] !== undefined || headers["x-forwarded-for"] !== undefined;
  if (isForwarded || !isLoopbackAddress(remoteAddress)) {
    refuse(`Only callers on this machine may use the control API without a control token. ${advice}`);
  }
  // A page may come to this machine by a name of its own that leads here (DNS rebinding).
  if (!isLoopbackHost(headers["host"])) {
    refuse(`The control API is reached as localhost or 127.0.0.1 only, without a control token. ${advice}`);
  }
}

function requireToken({ headers }: ReceivedRequest, wanted: string): void {
  const bearer = /^Bearer +(\S+) *$/i.exec(headers["authorization"] ?? "")?.[1];
  const sent = headers["x-standin-control-token"] ?? bearer;
  if (sent !== undefined && isSameText(sent, wanted)) return;
  throw new Problem("unauthenticated", {
    message: "This stand-in has a control token, which must be sent as a bearer token or in x-standin-control-token.",
    headers: { "www-authenticate": "Bearer" },
  });
}

function isLoopbackAddress(address: string): boolean {
  return /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/i.test(address);
}

function isLoopbackHost(host: string | undefined): boolean {
  return /^((?:[\w-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])(:\d*)?$/i.test(host ?? "");
}

function refuse(message: string): never {
  throw new Problem("forbidden", { message });
}
