import { MASK } from "./mask.js";

/** Keeps secrets out of what a run tells. */
export interface SecretKeeper {
  /** The text with a mask in the place of each secret, in whatever form it stands there. */
  readonly mask: (text: string) => string;
  /** How many forms of secrets a text holds; none of them is told. */
  readonly count: (text: string) => number;
}

/** Shorter texts stand in too much that is no secret: they are kept out only where they stand as credentials. */
const SHORTEST = 6;

/** Makes a keeper of those secrets, each known in its raw, URL-encoded, base64, Basic and JSON-escaped forms. */
export function createSecretKeeper(secrets: readonly string[]): SecretKeeper {
  const forms = [...new Set(secrets.filter((secret) => secret !== "").flatMap(listForms))];
  // The longest first, because one form may be within another.
  const ordered = forms.toSorted((a, b) => b.length - a.length);
  return {
    mask: (text) => ordered.reduce((masked, form) => masked.replaceAll(form, MASK), text),
    count: (text) => ordered.filter((form) => text.includes(form)).length,
  };
}

function listForms(secret: string): string[] {
  if (secret.length < SHORTEST) return [`Bearer ${secret}`, `Basic ${secret}`, `=${secret}`].map(String);
  const bytes = Buffer.from(secret);
  const encoded = encodeURIComponent(secret);
  return [
    secret,
    encoded,
    encoded.replaceAll(/%[\dA-F]{2}/g, (code) => code.toLowerCase()),
    encoded.replaceAll("%20", "+"),
    ...listBase64(bytes),
    // As Basic carries it, with a name before it or after it that is empty.
    ...listBase64(Buffer.from(`:${secret}`)),
    ...listBase64(Buffer.from(`${secret}:`)),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
  ];
}

function listBase64(bytes: Buffer): string[] {
  const padded = bytes.toString("base64");
  return [padded, padded.replace(/=+$/, ""), bytes.toString("base64url")];
}
