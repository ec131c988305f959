import type { IssuedCredential } from "../emulator/issue-credential.js";
import { REDACTED } from "../openapi/secrets.js";
import type { RecordedRequest } from "./recording-format.js";

/** A recorded request with a credential in the places from which one was taken. */
export function presentCredential(
  request: RecordedRequest,
  { credential, headers }: Pick<IssuedCredential, "credential" | "headers">,
): RecordedRequest {
  const carried = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const presented = Object.entries(request.headers).map(([name, value]): [string, string] => {
    if (!value.includes(REDACTED)) return [name, value];
    if (name === "cookie") return [name, value.replaceAll(REDACTED, () => credential)];
    return [name, carried.get(name) ?? value];
  });
  const url = request.url.replaceAll(`=${REDACTED}`, () => `=${encodeURIComponent(credential)}`);
  return { ...request, url, headers: Object.fromEntries(presented) };
}
