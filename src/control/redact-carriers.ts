import type { ServedApi } from "../emulator/served-api.js";
import { isSecretName } from "../openapi/secret-name.js";
import { REDACTED } from "../openapi/secrets.js";

/** Something shown without its secrets, and those secrets, so that they are found where they stand once more. */
export interface Redacted<Shown> {
  readonly shown: Shown;
  readonly secrets: readonly string[];
}

/** Whether the header, query parameter or cookie of a name carries a credential. */
export type IsCarrier = (name: string) => boolean;

/** Tells carriers of credentials by what the APIs' documents say of security, and by their names. */
export function createCarrierTest(apis: readonly ServedApi[]): IsCarrier {
  const carriers = apis.flatMap(({ document }) => document.operations.flatMap(({ security }) => security.flat()));
  const names = new Set(carriers.flatMap(({ carrier }) => ("name" in carrier ? [carrier.name.toLowerCase()] : [])));
  return (name) => names.has(name.toLowerCase()) || isSecretName(name);
}

/** A URL without the credentials in its query, its user part and its fragment. */
export function redactUrl(url: string, isCarrier: IsCarrier): Redacted<string> {
  const [whole = ""] = url.split("#", 1);
  const at = whole.indexOf("?");
  const target = (at < 0 ? whole : whole.slice(0, at)).replace(
    /^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i,
    (_, scheme: string) => `${scheme}${REDACTED}@`,
  );
  if (at < 0) return { shown: target, secrets: [] };
  const parts = whole
    .slice(at + 1)
    .split("&")
    .map((part) => redactPair(part, isCarrier));
  const query = parts.map(({ shown }) => shown).join("&");
  return { shown: `${target}?${query}`, secrets: parts.flatMap(({ secrets }) => secrets) };
}

function redactPair(part: string, isCarrier: IsCarrier): Redacted<string> {
  const [[name, value] = ["", ""]] = new URLSearchParams(part);
  if (value === "" || !isCarrier(name)) return { shown: part, secrets: [] };
  return { shown: `${part.slice(0, part.indexOf("="))}=${REDACTED}`, secrets: [value] };
}

/** Headers by their names in lower case, without credentials. */
export function redactHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  isCarrier: IsCarrier,
): Redacted<Record<string, string>> {
  const all = Object.entries(headers).flatMap(([name, value]): [string, Redacted<string>][] => {
    const text = typeof value === "object" ? value.join(", ") : value;
    return text === undefined ? [] : [[name.toLowerCase(), redactHeader(name.toLowerCase(), text, isCarrier)]];
  });
  return {
    shown: Object.fromEntries(all.map(([name, { shown }]) => [name, shown])),
    secrets: all.flatMap(([, { secrets }]) => secrets),
  };
}

function redactHeader(name: string, value: string, isCarrier: IsCarrier): Redacted<string> {
  if (name === "authorization" || name === "proxy-authorization") return redactAuthorization(value);
  if (name === "cookie" || name === "set-cookie") return redactCookies(value);
  if (name === "referer" || name === "location") return redactUrl(value, isCarrier);
  return isCarrier(name) ? { shown: REDACTED, secrets: [value] } : { shown: value, secrets: [] };
}

/** The scheme says how a credential was sent, which is what one looks for; it is no secret. */
function redactAuthorization(value: string): Redacted<string> {
  const match = /^([\w-]+) +(\S.*)$/.exec(value);
  if (!match) return { shown: REDACTED, secrets: [value] };
  const [, scheme = "", credential = ""] = match;
  return { shown: `${scheme} ${REDACTED}`, secrets: [credential] };
}

function redactCookies(value: string): Redacted<string> {
  const values = value.split(/[;,]/).flatMap((part) => /=(.+)$/.exec(part.trim())?.[1] ?? []);
  return { shown: value.replace(/=[^;,]*/g, `=${REDACTED}`), secrets: values };
}
