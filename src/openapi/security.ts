import { isJsonObject, type Json } from "./json.js";
import { enter, type Place } from "./place.js";

/** One alternative of an operation's `security`: all of its schemes must be satisfied. */
export type SecurityRequirement = readonly SecurityScheme[];

/** Where a request carries one credential. */
export interface SecurityScheme {
  /** Name under `components.securitySchemes`. */
  readonly name: string;
  readonly carrier:
    | { readonly in: "authorization"; readonly scheme: string }
    | { readonly in: "header" | "query" | "cookie"; readonly name: string }
    /** The connection itself, as with mutual TLS. */
    | { readonly in: "connection" };
  /** OAuth 2 scopes that the credential must have. */
  readonly scopes: readonly string[];
}

/** Reads the `security` that holds for an operation: its own, or the document's. An empty requirement lets everybody in. */
export function readSecurity(root: Place, operation: Place): SecurityRequirement[] {
  const own = operation.value["security"] ?? root.value["security"];
  const requirements = Array.isArray(own) ? own.filter(isJsonObject) : [];
  if (requirements.some((requirement) => Object.keys(requirement).length === 0)) return [];
  return requirements.map((requirement) =>
    Object.entries(requirement).map(([name, scopes]) => readScheme(root, name, readScopes(scopes))),
  );
}

function readScopes(scopes: Json): string[] {
  return Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === "string") : [];
}

function readScheme(root: Place, name: string, scopes: readonly string[]): SecurityScheme {
  const { type, in: location, name: key, scheme } = enter(root, "components", "securitySchemes", name).value;
  return { name, carrier: readCarrier(type, location, key, scheme), scopes };
}

function readCarrier(type?: Json, location?: Json, key?: Json, scheme?: Json): SecurityScheme["carrier"] {
  if (type === "mutualTLS") return { in: "connection" };
  if (type === "apiKey" && typeof key === "string") {
    if (location === "query" || location === "cookie") return { in: location, name: key };
    return { in: "header", name: key.toLowerCase() };
  }
  // OAuth 2 and OpenID Connect tokens travel as bearer tokens.
  return { in: "authorization", scheme: typeof scheme === "string" ? scheme.toLowerCase() : "bearer" };
}
