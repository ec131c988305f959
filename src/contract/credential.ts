import type { Operation } from "../openapi/operation.js";
import type { SecurityRequirement, SecurityScheme } from "../openapi/security.js";
import type { CredentialKind } from "./case.js";

/** The bare credentials of a run, as the API's owner would print them; each may be missing. */
export interface Credentials {
  readonly valid?: string | undefined;
  /** Of a principal who may less, or belongs to another tenant. */
  readonly second?: string | undefined;
  /** Once valid, its time over. */
  readonly expired?: string | undefined;
  /** Name of the security scheme by which they travel; the first that goes by the `Authorization` header by default. */
  readonly scheme?: string | undefined;
  /** Name of the scheme of the second one, where that travels by another. */
  readonly secondScheme?: string | undefined;
}

/** How a request carries a credential. */
export type Carried = readonly (readonly [in_: "header" | "query" | "cookie", name: string, text: string])[];

/** What a credential that is none looks like. */
const GARBAGE = "garbage-that-is-no-credential";

/** How a request of an operation carries a credential of a kind; `undefined` when the run has none of that kind. */
export function carryCredential(
  operation: Operation,
  credentials: Credentials,
  kind: CredentialKind,
): Carried | undefined {
  const { scheme: first, secondScheme = first } = credentials;
  const scheme = chooseScheme(operation, kind === "second" ? secondScheme : first);
  if (kind === "none" || scheme === undefined) return [];
  if (kind === "other-scheme") return carryOtherwise(operation, scheme, credentials.valid);
  const text = findText(credentials, kind);
  return text === undefined ? undefined : carry(scheme, text);
}

function findText(
  credentials: Credentials,
  kind: Exclude<CredentialKind, "none" | "other-scheme">,
): string | undefined {
  if (kind === "garbage") return GARBAGE;
  if (kind !== "tampered") return credentials[kind];
  return credentials.valid === undefined ? undefined : tamper(credentials.valid);
}

/** Another character in the middle of its last part, where none of them is padding. */
function tamper(text: string): string {
  const at = Math.floor((text.lastIndexOf(".") + 1 + text.length) / 2);
  return text.slice(0, at) + (text.charAt(at) === "A" ? "B" : "A") + text.slice(at + 1);
}

/** Under the word of a scheme that the operation does not take; only a credential in the `Authorization` header has such a word. */
function carryOtherwise(
  { security }: Operation,
  { carrier }: SecurityScheme,
  text: string | undefined,
): Carried | undefined {
  if (text === undefined || carrier.in !== "authorization") return undefined;
  const taken = new Set(
    security.flat().map((scheme) => (scheme.carrier.in === "authorization" ? scheme.carrier.scheme : "")),
  );
  const other = ["bearer", "digest", "negotiate"].find((word) => !taken.has(word)) ?? "none";
  return [["header", "authorization", `${toSchemeWord(other)} ${text}`]];
}

/** The kinds of credentials that a run has. */
export function listCredentialKinds(credentials: Credentials): ReadonlySet<CredentialKind> {
  const given = (["valid", "second", "expired"] as const).filter((kind) => credentials[kind] !== undefined);
  const ofValid = credentials.valid === undefined ? [] : (["tampered", "other-scheme"] as const);
  return new Set(["none", "garbage", ...given, ...ofValid]);
}

/** The scheme that was named where the operation takes it, else the first that travels in the `Authorization` header, else the first. */
/** The name of the scheme by which a valid credential goes to an operation; `undefined` where none is asked for. */
export function findSchemeName(operation: Operation, { scheme }: Credentials): string | undefined {
  return chooseScheme(operation, scheme)?.name;
}

function chooseScheme({ security }: Operation, wanted: string | undefined): SecurityScheme | undefined {
  const schemes = security.flatMap((requirement: SecurityRequirement) => requirement);
  const byHeader = security.find((requirement) => requirement.length === 1 && isAuthorization(requirement[0]))?.[0];
  return schemes.find(({ name }) => name === wanted) ?? byHeader ?? schemes.find(isAuthorization) ?? schemes[0];
}

function isAuthorization(scheme: SecurityScheme | undefined): boolean {
  return scheme?.carrier.in === "authorization";
}

function carry({ carrier }: SecurityScheme, text: string): Carried {
  if (carrier.in === "connection") return [];
  if (carrier.in !== "authorization") return [[carrier.in, carrier.name, text]];
  return [["header", "authorization", `${toSchemeWord(carrier.scheme)} ${toSchemeText(carrier.scheme, text)}`]];
}

/** The words of the registered schemes are written with a capital, others in capitals, as most servers print them. */
function toSchemeWord(scheme: string): string {
  return scheme === "bearer" || scheme === "basic" || scheme === "digest"
    ? `${scheme.charAt(0).toUpperCase()}${scheme.slice(1)}`
    : scheme.toUpperCase();
}

/** `name:password` is encoded as RFC 7617 has it; what is encoded already goes as it is. */
function toSchemeText(scheme: string, text: string): string {
  return scheme === "basic" && text.includes(":") ? Buffer.from(text).toString("base64") : text;
}
