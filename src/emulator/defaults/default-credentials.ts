import type { JsonObject } from "../../openapi/json.js";
import type { SecurityRequirement, SecurityScheme } from "../../openapi/security.js";
import type { Access, CredentialScheme, Credentials, Principal, UnsignedCredential } from "../credentials.js";
import { listDefaultPrincipals, type PrincipalRecord } from "./default-principals.js";
import { Problem } from "../problem.js";

/** Who sends a request to an API of which only the document is known. */
export interface DefaultPrincipal extends Principal {
  /** What it may do of what OAuth 2 scopes guard; `all` of it, or what is named. */
  readonly scopes: "all" | readonly string[];
  /** Name of the security scheme by which it was known; `undefined` where none was asked for. */
  readonly scheme?: string;
}

/**
 * Credentials by a document's own security schemes: API keys, passwords and signed tokens of the fixture's principals.
 * A client certificate (`mutualTLS`) can't be seen, and is taken for granted.
 */
export function createDefaultCredentials(
  schemes: readonly SecurityScheme[],
  requirements: readonly SecurityRequirement[],
): Credentials<DefaultPrincipal> {
  const preferred = findPreferred(requirements);
  return {
    choice: "any",
    schemes: Object.fromEntries(schemes.map((scheme) => [scheme.name, toJudge(scheme)])),
    issues: schemes.map(({ name }) => name),
    toPrincipal: (record) => toPrincipal(readRecord(record), preferred[0]?.name),
    toCredential(record, _context, name) {
      const own = name === undefined ? preferred : schemes.filter((scheme) => scheme.name === name);
      return toCredential(readRecord(record), own);
    },
    authorize,
  };
}

/** The requirement that most operations have: that of which one credential opens most doors. */
function findPreferred(requirements: readonly SecurityRequirement[]): SecurityRequirement {
  const counts = new Map<string, { requirement: SecurityRequirement; count: number }>();
  for (const requirement of requirements) {
    const key = requirement.map(({ name }) => name).join(" ");
    const entry = counts.get(key) ?? { requirement, count: 0 };
    entry.count++;
    counts.set(key, entry);
  }
  const [most] = [...counts.values()].toSorted((one, other) => other.count - one.count);
  return most?.requirement ?? [];
}

function toJudge(scheme: SecurityScheme): CredentialScheme<DefaultPrincipal> {
  const { name, carrier } = scheme;
  if (carrier.in === "connection") {
    return {
      isWellFormed: () => true,
      verify: () => Promise.resolve({ name: "anybody", scopes: "all", scheme: name }),
    };
  }
  if (carrier.in !== "authorization") {
    return toOpaqueJudge(name, (record) => record.apiKey);
  }
  if (carrier.scheme === "basic") return toOpaqueJudge(name, toBasic, /^[A-Za-z0-9+/]+={0,2}$/);
  if (carrier.scheme === "digest") return toDigestJudge(name);
  return carrier.scheme === "bearer" ? toTokenJudge(name) : toOpaqueJudge(name, (record) => record.apiKey);
}

function toOpaqueJudge(
  scheme: string,
  read: (record: PrincipalRecord) => string,
  form = /^\S+$/,
): CredentialScheme<DefaultPrincipal> {
  return {
    isWellFormed: (credential) => form.test(credential),
    verify(credential, context) {
      const record = listDefaultPrincipals(context).find((candidate) => read(candidate) === credential);
      return Promise.resolve(record && toPrincipal(record, scheme));
    },
  };
}

/** The response to a challenge can't be computed without one; whether it names somebody who is known can be seen. */
function toDigestJudge(scheme: string): CredentialScheme<DefaultPrincipal> {
  return {
    isWellFormed: (credential) => /\busername="/.test(credential),
    verify(credential, context) {
      const user = /\busername="([^"]*)"/.exec(credential)?.[1];
      const record = listDefaultPrincipals(context).find(({ name }) => name === user);
      return Promise.resolve(record && toPrincipal(record, scheme));
    },
  };
}

/** A JWT that one of the principals' keys signed; what it says of its scopes counts. */
function toTokenJudge(scheme: string): CredentialScheme<DefaultPrincipal> {
  return {
    isWellFormed: (credential) => /^\S+$/.test(credential),
    async verify(token, context) {
      const subject = context.decodeJwt(token)?.claims["sub"];
      const record = listDefaultPrincipals(context).find(({ name }) => name === subject);
      const claims = record && (await context.verifyJwt(token, record.signingKey, { algorithms: ["HS256"] }));
      if (!record || !claims) return undefined;
      const { scope } = claims;
      return typeof scope === "string"
        ? { name: record.name, scopes: scope.split(" ").filter((word) => word !== ""), scheme }
        : toPrincipal(record, scheme);
    },
  };
}

function toPrincipal({ name, allScopes, scopes }: PrincipalRecord, scheme: string | undefined): DefaultPrincipal {
  return { name, scopes: allScopes ? "all" : scopes, ...(scheme !== undefined && { scheme }) };
}

/** Whether one of the requirements that the scheme is part of asks for no more scopes than the principal has. */
function authorize(principal: DefaultPrincipal, { security }: Access): DefaultPrincipal {
  const { scopes, scheme } = principal;
  if (scopes === "all" || scheme === undefined) return principal;
  const own = security.filter((requirement) => requirement.some(({ name }) => name === scheme));
  const isCovered = own.some((requirement) =>
    requirement.every(({ scopes: needed }) => needed.every((scope) => scopes.includes(scope))),
  );
  if (isCovered || own.length === 0) return principal;
  const missing = [...new Set(own.flat().flatMap(({ scopes: needed }) => needed))].filter(
    (one) => !scopes.includes(one),
  );
  throw new Problem("forbidden", {
    message: `The credential lacks a scope; these would do: ${missing.join(", ")}.`,
    headers: { "www-authenticate": `Bearer error="insufficient_scope", scope="${missing.join(" ")}"` },
  });
}

function toCredential(record: PrincipalRecord, requirement: SecurityRequirement): UnsignedCredential {
  const [first, ...others] = requirement;
  const carried = others.map((scheme) => carry(scheme, toSecret(scheme, record)));
  if (!first) return { kind: "opaque", value: record.apiKey, wrong: `${record.apiKey}-wrong`, headers: {} };
  const own = carry(first, "{credential}");
  const parts = [own, ...carried];
  const headers = joinHeaders(parts.map((part) => part.headers));
  const query = Object.assign({}, ...parts.map((part) => part.query)) as Record<string, string>; // of such
  if (isToken(first)) {
    const { name, allScopes, scopes, signingKey } = record;
    const claims: JsonObject = { sub: name, ...(!allScopes && { scope: scopes.join(" ") }) };
    return { kind: "jwt", key: signingKey, header: { alg: "HS256" }, claims, headers, query };
  }
  const value = toSecret(first, record);
  const wrong = first.carrier.in === "authorization" ? btoa("nobody:wrong") : `${value}-wrong`;
  return { kind: "opaque", value, wrong, headers, query };
}

function isToken({ carrier }: SecurityScheme): boolean {
  return carrier.in === "authorization" && carrier.scheme === "bearer";
}

function toSecret({ carrier }: SecurityScheme, record: PrincipalRecord): string {
  if (carrier.in !== "authorization") return record.apiKey;
  if (carrier.scheme === "basic") return toBasic(record);
  return carrier.scheme === "digest" ? `username="${record.name}"` : record.apiKey;
}

function toBasic({ name, password }: PrincipalRecord): string {
  return btoa(`${name}:${password}`);
}

interface Carried {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

function carry({ carrier }: SecurityScheme, value: string): Carried {
  switch (carrier.in) {
    case "authorization": {
      const scheme = carrier.scheme.slice(0, 1).toUpperCase() + carrier.scheme.slice(1);
      return { headers: { authorization: `${scheme} ${value}` }, query: {} };
    }
    case "header":
      return { headers: { [carrier.name]: value }, query: {} };
    case "cookie":
      return { headers: { cookie: `${carrier.name}=${value}` }, query: {} };
    case "query":
      return { headers: {}, query: { [carrier.name]: value } };
    default:
      return { headers: {}, query: {} };
  }
}

/** Cookies of several schemes go into one header. */
function joinHeaders(all: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of all.flatMap((headers) => Object.entries(headers))) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before}; ${value}`);
  }
  return Object.fromEntries(joined);
}

function readRecord(record: JsonObject): PrincipalRecord {
  // Safe: a record of this collection keeps to the schema that `default-principals` has for it.
  return record as unknown as PrincipalRecord;
}
