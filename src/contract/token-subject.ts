import { isJsonObject, parseJson, type Json } from "../openapi/json.js";
import { findHeader, type WireRequest } from "./wire.js";

/** Claims by which tokens say whose they are. */
const CLAIMS = ["sub", "email", "preferred_username", "username", "user_id", "uid"];

/** The names by which the JWT of a request, if it is one that everybody can read, says whose it is. */
export function listTokenSubjects({ headers }: WireRequest): ReadonlySet<string> {
  const [, payload = ""] = (findHeader(headers, "authorization") ?? "").split(".");
  const claims = decode(payload);
  const names = CLAIMS.map((claim) => (isJsonObject(claims) ? claims[claim] : undefined));
  return new Set(names.filter((name) => typeof name === "string"));
}

function decode(payload: string): Json | undefined {
  try {
    return parseJson(Buffer.from(payload, "base64url").toString());
  } catch (error) {
    // Then it is none that tells anything.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
