import { isJsonObject, type Json } from "../openapi/json.js";
import { REDACTED } from "../openapi/secrets.js";

/** Shorter ones are found in words that have nothing to do with them. */
const SHORTEST = 10;

/** What has the form of a JWT is one, wherever it stands. */
const JWT = /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;

/** Takes secrets out of every text of a value, keys included, in the forms in which they may have been written down again. */
export function createScrubber(secrets: readonly string[]): (value: Json) => Json {
  const forms = new Set(secrets.filter((secret) => secret.length >= SHORTEST).flatMap(listForms));
  // The longest first, so that no part of one is left.
  const ordered = [...forms].toSorted((one, other) => other.length - one.length);
  const scrubText = (text: string) =>
    ordered.reduce((rest, form) => rest.replaceAll(form, REDACTED), text.replace(JWT, REDACTED));
  const scrub = (value: Json): Json => {
    if (typeof value === "string") return scrubText(value);
    if (Array.isArray(value)) return value.map(scrub);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [scrubText(key), scrub(member)]));
  };
  return scrub;
}

/** As it is, and as URLs, forms, JSON and base64 have it. */
function listForms(secret: string): string[] {
  const utf8 = new TextEncoder().encode(secret);
  const bytes = Array.from(utf8, (byte) => String.fromCodePoint(byte)).join("");
  const base64 = btoa(bytes).replace(/=+$/, "");
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    // Half a character, which JSON can hold, is none that a URL could.
    encodeURIComponent(new TextDecoder().decode(utf8)),
    new URLSearchParams({ "": secret }).toString().slice(1),
    inJson,
    JSON.stringify(inJson).slice(1, -1),
    base64,
    base64.replaceAll("+", "-").replaceAll("/", "_"),
  ];
}
