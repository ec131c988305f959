import { isJsonObject, type Json } from "../openapi/json.js";
import { isSecretMember } from "../openapi/secret-name.js";
import { REDACTED } from "../openapi/secrets.js";

/** A value without what its names call secret, at any depth. What is nothing, or only yes or no, hides nothing. */
export function redactByName(value: Json): Json {
  if (Array.isArray(value)) return value.map(redactByName);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      isSecretMember(name, member) ? REDACTED : redactByName(member),
    ]),
  );
}

/** The texts that a redacted value lacks. */
export function listRedacted(value: Json | undefined, shown: Json | undefined): string[] {
  if (value === undefined || value === shown) return [];
  if (shown === REDACTED) return listTexts(value);
  if (Array.isArray(value) && Array.isArray(shown)) return value.flatMap((item, at) => listRedacted(item, shown[at]));
  if (!isJsonObject(value) || !isJsonObject(shown)) return [];
  return Object.entries(value).flatMap(([name, member]) => listRedacted(member, shown[name]));
}

function listTexts(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(listTexts);
  return typeof value === "number" ? [String(value)] : [];
}
